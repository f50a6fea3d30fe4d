using System.Globalization;
using App.Blueprints.Accounts;
using App.Patterns.DeferredCallbacks;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>
/// Which links somebody looked at last: their ids, in a cookie of the browser, for a month. Whose they are and whether
/// they are still there is asked of the database each time.
/// </summary>
public static class RecentlyViewed
{
    public const string Cookie = "recent";
    public const int Kept = 6;

    const int Days = 30;

    /// <summary>As the browser says, the last first.</summary>
    public static IReadOnlyList<long> ViewedLinks(this HttpContext context) =>
    [
        .. (context.Request.Cookies[Cookie] ?? "").Split('.', 2 * Kept)
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Distinct()
            .Take(Kept),
    ];

    /// <summary>Puts a link before the others once its page is really shown.</summary>
    public static void RememberViewed(this HttpContext context, long id) =>
        context.Defer(answered =>
        {
            if (answered.Response.StatusCode != StatusCodes.Status200OK || !HttpMethods.IsGet(answered.Request.Method))
                return;
            var ids = answered.ViewedLinks().Where(viewed => viewed != id).Prepend(id).Take(Kept);
            answered.Response.Cookies.Append(Cookie, string.Join('.', ids), Options(answered, TimeSpan.FromDays(Days)));
        });

    public static void ForgetViewed(this HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(Cookie))
            context.Defer(answered => answered.Response.Cookies.Delete(Cookie, Options(answered, null)));
    }

    static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        Path = context.Request.PathBase is { HasValue: true } root ? root : "/",
        MaxAge = lifetime,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
    };
}

/// <summary>Who comes next to this browser does not see what was looked at before.</summary>
sealed class ViewedLinksEnd : ISessionEnd
{
    public void End(HttpContext context) => context.ForgetViewed();
}
