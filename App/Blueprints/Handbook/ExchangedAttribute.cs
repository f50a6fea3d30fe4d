namespace App.Blueprints.Handbook;

/// <summary>What goes to and fro here is shown to the visitor who did it, on the page of the chapter.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExchangedAttribute(string slug) : Attribute
{
    public string Slug { get; } = slug;
}
