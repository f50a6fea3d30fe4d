using App.Patterns.DeferredCallbacks;

namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

/// <summary>
/// Stores a word in a cookie. A deferred callback sets the cookie, so this class needs no access to the response.
/// </summary>
public sealed class DeferredCookie(IDeferredResponse deferred, IHttpContextAccessor accessor)
{
    public const string Cookie = "word";
    public const string Order = "X-Deferred";
    public const int Longest = 40;

    static readonly TimeSpan lifetime = TimeSpan.FromHours(1);

    string? waiting;

    /// <summary>The word that this request sets, otherwise the word in the cookie; null without either.</summary>
    public string? Word => waiting ?? accessor.HttpContext?.Request.Cookies[Cookie];

    /// <summary>Sets the cookie for an hour, whatever the status of the response.</summary>
    public void Remember(string word)
    {
        waiting = string.Concat(word.Take(Longest));
        deferred.Defer(context =>
        {
            Write(context, waiting);
            Say(context, $"1: the cookie, on a response {context.Response.StatusCode}");
            context.Defer(last => Say(last, "3: deferred by 1 while it ran"));
            return ValueTask.CompletedTask;
        });
        deferred.Defer(context =>
        {
            Say(context, "2: deferred after 1");
            return ValueTask.CompletedTask;
        });
    }

    static void Write(HttpContext context, string word) =>
        context.Response.Cookies.Append(
            Cookie,
            word,
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

    // Adds a line to the header that shows the order of the callbacks. Also sets HX-Trigger, which reloads the list of
    // HTTP exchanges. ExchangeRecorder has set HX-Trigger already, but an error page clears all headers.
    static void Say(HttpContext context, string line)
    {
        context.Response.Headers.Append(Order, line);
        context.Response.Headers["HX-Trigger"] = "exchanged";
    }
}
