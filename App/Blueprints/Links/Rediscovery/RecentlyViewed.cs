using System.Globalization;
using App.Blueprints.Accounts;
using App.Patterns.DeferredCallbacks;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>
/// The ids of the links viewed last, in a browser cookie that expires after 30 days. Each request checks in the
/// database that the links exist and belong to the account.
/// </summary>
public static class RecentlyViewed
{
    public const string Cookie = "recent";
    public const int Kept = 6;

    const int Days = 30;

    /// <summary>The ids in the cookie, most recent first.</summary>
    public static IReadOnlyList<long> ViewedLinks(this HttpContext context) =>
    [
        .. (context.Request.Cookies[Cookie] ?? "").Split('.', 2 * Kept)
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Distinct()
            .Take(Kept),
    ];

    /// <summary>
    /// Moves a link to the front of the ids in the cookie. Does so only for a GET request whose response has status
    /// 200.
    /// </summary>
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

/// <summary>
/// Deletes the cookie when the session ends, so that the next person at this browser does not see the viewed links.
/// </summary>
sealed class RecentlyViewedCleanup : ISessionEnd
{
    public void End(HttpContext context) => context.ForgetViewed();
}
