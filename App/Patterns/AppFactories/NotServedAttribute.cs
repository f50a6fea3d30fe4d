namespace App.Patterns.AppFactories;

/// <summary>
/// Marks an application that must not be served on its own, because it is mounted in another one or has no server.
/// </summary>
/// <param name="reason">
/// A clause for the user who entered the name of the application: why the application cannot be served, and what to do
/// instead.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotServedAttribute(string reason) : Attribute
{
    /// <summary>The reason why the application cannot be served, and what to do instead.</summary>
    public string Reason => reason;
}
