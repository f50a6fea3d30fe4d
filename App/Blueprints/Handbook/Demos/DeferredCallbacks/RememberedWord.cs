using App.Patterns.DeferredCallbacks;

namespace App.Blueprints.Handbook.Demos.DeferredCallbacks;

/// <summary>
/// Code that is far from any answer: it knows neither whether there will be a page nor what becomes of the request.
/// </summary>
public sealed class RememberedWord(IDeferredResponse deferred, IHttpContextAccessor accessor)
{
    public const string Cookie = "word";
    public const string Order = "X-Deferred";
    public const int Longest = 40;

    static readonly TimeSpan kept = TimeSpan.FromHours(1);

    string? waiting;

    /// <summary>On its way to the browser, or as the browser has sent it; null for neither.</summary>
    public string? Word => waiting ?? accessor.HttpContext?.Request.Cookies[Cookie];

    /// <summary>Remembers a word in the browser for an hour, whatever the request will be answered.</summary>
    public void Remember(string word)
    {
        waiting = string.Concat(word.Take(Longest));
        deferred.Defer(answered =>
        {
            Write(answered, waiting);
            Say(answered, $"1: the cookie, on an answer {answered.Response.StatusCode}");
            answered.Defer(last => Say(last, "3: deferred by 1 while it ran"));
            return ValueTask.CompletedTask;
        });
        deferred.Defer(answered =>
        {
            Say(answered, "2: deferred behind 1");
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
                MaxAge = kept,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );

    // The list of what went to and fro looks again when it is told to; an error page would not tell.
    static void Say(HttpContext context, string line)
    {
        context.Response.Headers.Append(Order, line);
        context.Response.Headers["HX-Trigger"] = "exchanged";
    }
}
