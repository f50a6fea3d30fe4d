using System.Globalization;
using App.Patterns.DeferredCallbacks;

namespace App.Patterns.Localization.Cookies;

/// <summary>
/// Remembers the language of a browser in a cookie for 365 days. The cookie is used for URLs that do not contain a
/// language.
/// </summary>
/// <remarks>
/// The cookie contains the day on which it was set. It is set again when the language changes or when the cookie is
/// older than 30 days. Requires the code folder <c>DeferredCallbacks</c>. Flask documentation: the example in Deferred
/// Request Callbacks.
/// </remarks>
public static class LanguageCookie
{
    /// <summary>The name of the cookie.</summary>
    public const string Name = Languages.CookieName;

    const int RenewedAfterDays = 30;

    static readonly TimeSpan lifetime = TimeSpan.FromDays(365);

    /// <summary>
    /// Adds middleware that stores the language of the request's URL in the cookie. Register after
    /// <c>UseUrlProcessors</c>.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseLanguageCookie(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<RequestLanguage>() is { IsInUrl: true } language)
                    context.RememberLanguage(language.Code);
                return next(context);
            }
        );

    /// <summary>
    /// Sets the cookie at the start of the response. When this method is called several times in a request, the last
    /// call decides.
    /// </summary>
    /// <remarks>Does nothing when the response is publicly cacheable or the cookie has this language already.</remarks>
    /// <param name="context">The request.</param>
    /// <param name="code">The code of the language.</param>
    public static void RememberLanguage(this HttpContext context, string code)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<RememberedLanguage>() is null) context.Defer(Write);
        context.Features.Set(new RememberedLanguage(code));
    }

    static void Write(HttpContext context)
    {
        var code = context.Features.Get<RememberedLanguage>()!.Code;
        var now = (context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var today = (int)(now - DateTimeOffset.UnixEpoch).TotalDays;
        // Sets no cookie in a response that shared caches can store, because the cookie belongs to one user.
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
