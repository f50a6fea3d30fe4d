namespace App.Patterns.AppFactories;

/// <summary>Marks an application that a runner must not serve, because it is mounted in another one or has no
/// server.</summary>
/// <param name="reason">A sentence for the person who named the application; says what to do instead.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotServedAttribute(string reason) : Attribute
{
    public string Reason => reason;
}
