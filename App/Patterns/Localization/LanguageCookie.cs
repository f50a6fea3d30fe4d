using System.Globalization;
using App.Patterns.DeferredCallbacks;

namespace App.Patterns.Localization;

/// <summary>
/// Remembers for a year in which language somebody reads, so that addresses without one lead there. The cookie says the
/// day it was set: it is sent anew when another language is read, and once a month. Requires Deferred Request
/// Callbacks, whose example in Flask it is.
/// </summary>
public static class LanguageCookie
{
    public const string Name = "lang";

    const int RenewedAfterDays = 30;

    static readonly TimeSpan lifetime = TimeSpan.FromDays(365);

    /// <summary>Remembers the language in the address. Stands behind the processors.</summary>
    public static IApplicationBuilder UseLanguageCookie(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<RequestLanguage>() is { IsInAddress: true } language)
                    context.RememberLanguage(language.Code);
                return next(context);
            }
        );

    /// <summary>Remembers a language; of several wishes in one request the last counts.</summary>
    public static void RememberLanguage(this HttpContext context, string code)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<RememberedLanguage>() is null) context.Defer(Write);
        context.Features.Set(new RememberedLanguage(code));
    }

    /// <summary>The language of a cookie, as it was sent; null without one.</summary>
    internal static string? Of(HttpRequest request) => request.Cookies[Name]?.Split('.')[0];

    static void Write(HttpContext context)
    {
        var code = context.Features.Get<RememberedLanguage>()!.Code;
        var now = (context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var today = (int)(now - DateTimeOffset.UnixEpoch).TotalDays;
        // What caches on the way may keep for everybody is no place for one person's language.
        if (
            IsFresh(context.Request, code, today) || context.Response.GetTypedHeaders().CacheControl is { Public: true }
        )
            return;
        context.Response.Cookies.Append(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{code}.{today}"),
            new CookieOptions
            {
                Path = context.Request.PathBase is { HasValue: true } root ? root : "/",
                MaxAge = lifetime,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );
    }

    static bool IsFresh(HttpRequest request, string code, int today) =>
        request.Cookies[Name]?.Split('.') is [var known, var day]
        && known == code
        && int.TryParse(day, CultureInfo.InvariantCulture, out var set)
        && set <= today
        && today - set < RenewedAfterDays;

    sealed record RememberedLanguage(string Code);
}
