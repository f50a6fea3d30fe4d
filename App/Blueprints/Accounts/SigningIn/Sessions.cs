using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using App.Blueprints.Accounts.BrowserSessions;
using App.Blueprints.Accounts.Drafts;
using App.Patterns.AppDispatch.Cookies;
using App.Patterns.Flashing;
using App.Patterns.Localization.Cookies;
using App.Patterns.Sqlite;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Data.Sqlite;

namespace App.Blueprints.Accounts.SigningIn;

/// <summary>
/// Starts and ends browser sessions. The cookie contains a random key, and the table <c>sessions</c> the key's hash. A
/// session is valid only while its row exists.
/// </summary>
public sealed class Sessions(SessionStore store, IFlashes flashes, TimeProvider clock)
{
    /// <summary>A session expires after this time without use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Maximum age of a session, however often it is used.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(180);

    /// <summary>
    /// The time of a session's last use is stored at most once in this interval, so that most page views write nothing.
    /// </summary>
    public static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(5);

    public Task Begin(HttpContext context, long accountId, string language)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = clock.GetUtcNow();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        store.RemoveExpired(accountId, now);
        var (browser, system) = UserAgent.Parse(context.Request.Headers.UserAgent.ToString());
        store.Add(accountId, HashOf(key), now, now + Lifetime, browser, system);
        context.RememberLanguage(language);
        flashes.IdentifyBrowser();
        var identity = new ClaimsIdentity(
            [new(AccountClaims.Session, key)],
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        return context.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public Task End(HttpContext context, bool everywhere)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (everywhere && context.User.AccountIdOrNull() is { } account) store.RemoveAll(account);
        else if (context.User.SessionIdOrNull() is { } session) store.Remove(session);
        return context.SignOutAsync();
    }

    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>
/// Checks the session cookie of each request: finds the session and its account in the table with one query. Rejects a
/// cookie whose session is not in the table.
/// </summary>
sealed class SessionEvents() : AccountLoginRequired(
    context => $"{context.PageRoot()}/account/sign-in", new() { ApiPaths = ["/api"], Challenge = "Token" })
{
    protected override Task ShowSignInAsync(HttpContext context, CarriedForm form) =>
        UnsentViews.DrawSignIn(context, form);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var store = services.GetRequiredService<SessionStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal?.FindFirstValue(AccountClaims.Session) is not { } key
            || store.Find(Sessions.HashOf(key), now, now - Sessions.MaxLifetime) is not { } signedIn)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }
        if (now - signedIn.LastUsedAt >= Sessions.TouchInterval) Touch(context.HttpContext, store, signedIn, now);
        // The site used no HTTPS when the cookie was set, so the cookie's name lacks the prefix __Host- or __Secure-.
        // Sends the cookie again, with the prefix; the session continues.
        if (context.HttpContext.HasUnprefixedSession())
            await context.HttpContext.SignInAsync(context.Principal, context.Properties);
        context.ReplacePrincipal(AccountClaims.PrincipalOf(signedIn));
    }

    static void Touch(HttpContext http, SessionStore store, SignedIn signedIn, DateTimeOffset now)
    {
        var (browser, system) = UserAgent.Parse(http.Request.Headers.UserAgent.ToString());
        var (idle, end) = (now + Sessions.Lifetime, signedIn.CreatedAt + Sessions.MaxLifetime);
        try
        {
            http.RequestServices.GetRequiredService<OnDemandConnection>()
                .Transact(() => store.Touch(signedIn.SessionId, now, idle < end ? idle : end, browser, system));
        }
        catch (SqliteException)
        {
            // Recording the last use failed, because the database is busy or the disk is full. The page can still be
            // read, and the next request tries again.
        }
    }

    public override Task SigningOut(CookieSigningOutContext context)
    {
        foreach (var end in context.HttpContext.RequestServices.GetServices<ISessionEnd>())
            end.End(context.HttpContext);
        return Task.CompletedTask;
    }
}
