using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using App.Blueprints.Accounts.Drafts;
using App.Patterns.AppDispatch;
using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace App.Blueprints.Accounts;

/// <summary>The session of a browser: the cookie holds a random key, the table its hash, and the table decides.</summary>
public sealed class Sessions(SessionStore store, IFlashes flashes, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    public Task Begin(HttpContext context, long accountId, string language)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = clock.GetUtcNow();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        store.RemoveExpired(accountId, now);
        store.Add(accountId, HashOf(key), now, now + Lifetime);
        context.RememberLanguage(language);
        flashes.KnowBrowser();
        var identity = new ClaimsIdentity([new(AccountClaims.Session, key)], CookieAuthenticationDefaults.AuthenticationScheme);
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

/// <summary>Finds the account of a session cookie in the table, in one query. A session that is not in the table is not signed in.</summary>
sealed class SessionEvents() : AccountLoginRequired(context => $"{context.PageRoot()}/account/sign-in")
{
    protected override Task ShowSignInAsync(HttpContext context, CarriedForm form) => UnsentViews.DrawSignIn(context, form);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var store = services.GetRequiredService<SessionStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal?.FindFirstValue(AccountClaims.Session) is not { } key || store.Find(Sessions.HashOf(key), now) is not { } signedIn)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }
        if (signedIn.ExpiresAt < now + (Sessions.Lifetime / 2))
            services.GetRequiredService<OnDemandConnection>().Transact(() => store.Extend(signedIn.SessionId, now + Sessions.Lifetime));
        // A cookie from before the site had https: the same session, under the name with a prefix.
        if (context.HttpContext.HasUnprefixedSession()) await context.HttpContext.SignInAsync(context.Principal, context.Properties);
        context.ReplacePrincipal(AccountClaims.PrincipalOf(signedIn));
    }

    public override Task SigningOut(CookieSigningOutContext context)
    {
        foreach (var end in context.HttpContext.RequestServices.GetServices<ISessionEnd>()) end.End(context.HttpContext);
        return Task.CompletedTask;
    }
}
