namespace App.Blueprints.Accounts;

/// <summary>
/// What else a browser forgets when its session ends, such as a cookie of another room. Registered by the blueprint
/// that sets it (<c>services.AddScoped&lt;ISessionEnd, …&gt;()</c>).
/// </summary>
public interface ISessionEnd
{
    /// <summary>Runs before the answer begins; the person may have signed out, or their session run out.</summary>
    void End(HttpContext context);
}
