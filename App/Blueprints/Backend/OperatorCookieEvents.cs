using System.Security.Claims;
using App.Blueprints.Accounts;
using App.Blueprints.Accounts.Drafts;
using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace App.Blueprints.Backend;

/// <summary>
/// Signs operators in with the library's cookie. Each request reads the session but does not extend it. Visitors are
/// redirected to the library's sign-in page; accounts that are not operators get 404.
/// </summary>
sealed class OperatorCookieEvents(AccountUrls urls) : AccountLoginRequired(
    context => $"{context.LibraryRoot()}/account/sign-in")
{
    protected override Task ShowSignInAsync(HttpContext context, CarriedForm form) =>
        UnsentViews.DrawPlainSignIn(context, urls, form);

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Principal?.FindFirstValue(AccountClaims.Session) is { } key
            && services.GetRequiredService<SessionStore>()
                .Find(Sessions.HashOf(key), now, now - Sessions.MaxLifetime) is { } signedIn)
            context.ReplacePrincipal(AccountClaims.PrincipalOf(signedIn with { HasShortcuts = false }));
        else
            context.RejectPrincipal();
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

static class LibraryUrls
{
    /// <summary>The URL of the library's pages in the current language, such as <c>/base/de</c>.</summary>
    public static string LibraryRoot(this HttpContext context) => $"{context.LibraryUrl()}/{context.Language()}";

    /// <summary>The URL of the library, such as <c>/base</c>; empty at the root of the host.</summary>
    public static string LibraryUrl(this HttpContext context)
    {
        var root = context.Request.PathBase.Value ?? "";
        return root.EndsWith(BackendBlueprint.Mount, StringComparison.Ordinal)
            ? root[..^BackendBlueprint.Mount.Length]
            : root;
    }
}
