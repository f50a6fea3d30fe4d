namespace App.Blueprints.Accounts;

/// <summary>
/// Clears other data of a browser when its session ends, such as a cookie of another application. Register it in the
/// blueprint that sets the data (<c>services.AddScoped&lt;ISessionEnd, …&gt;()</c>).
/// </summary>
public interface ISessionEnd
{
    /// <summary>Runs before the response starts, after a sign-out or when the session has expired.</summary>
    void End(HttpContext context);
}
