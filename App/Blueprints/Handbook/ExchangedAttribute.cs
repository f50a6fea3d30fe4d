namespace App.Blueprints.Handbook;

/// <summary>What goes to and fro here is shown to the visitor who did it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExchangedAttribute : Attribute;
