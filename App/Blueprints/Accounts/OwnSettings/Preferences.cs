using System.Security.Claims;
using App.Patterns.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts.OwnSettings;

/// <summary>
/// Theme, density and language: from the account of a signed-in user, otherwise from cookies of the browser.
/// </summary>
public static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string Auto = "auto";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string DensityCookie = "density";
    public const string Comfortable = "comfortable";
    public const string Compact = "compact";

    /// <summary>The colour theme: <c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public static string Theme(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var wish = context.User.FindFirstValue(AccountClaims.Theme) ?? context.Request.Cookies[ThemeCookie];
        return wish is Light or Dark ? wish : Auto;
    }

    /// <summary>Spacing of link lists: <c>comfortable</c> or <c>compact</c>.</summary>
    public static string Density(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var wish = context.User.FindFirstValue(AccountClaims.Density) ?? context.Request.Cookies[DensityCookie];
        return wish is Compact ? wish : Comfortable;
    }

    /// <summary>
    /// Whether single-key shortcuts are active: for signed-in users who have not disabled them (WCAG 2.1.4).
    /// </summary>
    public static bool HasShortcuts(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.HasClaim(AccountClaims.Shortcuts, AccountClaims.On);
    }

    /// <summary>Whether visitors can create an account.</summary>
    public static bool OffersSignUp(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetService<AccountsBlueprint>()?.SignUpOpen == true;
    }

    /// <summary>
    /// URL of the administration pages; null if the site has none or the user is not an operator (an administrator).
    /// </summary>
    public static string? BackendUrl(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return
            context.User.IsInRole(AccountClaims.Operator)
            && context.RequestServices.GetService<BackendPath>() is { } door
            ? $"{context.Request.PathBase}{door.Path}/{context.Language()}/"
            : null;
    }

    public static bool IsTheme(string? theme) => theme is Auto or Light or Dark;

    public static bool IsDensity(string? density) => density is Comfortable or Compact;

    internal static SelectListItem[] DensityChoices(IStringLocalizer texts) =>
    [
        new(texts["accounts.density.comfortable"], Comfortable),
        new(texts["accounts.density.compact"], Compact),
    ];

    internal static SelectListItem[] ThemeChoices(IStringLocalizer texts) =>
    [
        new(texts["accounts.theme.auto"], Auto),
        new(texts["accounts.theme.light"], Light),
        new(texts["accounts.theme.dark"], Dark),
    ];

    internal static void Remember(this HttpContext context, string cookie, string value) =>
        context.Response.Cookies.Append(
            cookie,
            value,
            new CookieOptions
            {
                Path = context.Request.PathBase is { HasValue: true } root ? root : "/",
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );
}
