using App.Patterns.Ajax;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// What happens to a request that <c>[Authorize]</c> turned away: a page leads to the sign-in page with <c>next</c>, htmx is told to load
/// it, an API is answered 401 in JSON. The platform keeps the cookie and refuses; this adds where to go. Flask: View Decorators,
/// Login Required Decorator.
/// </summary>
/// <param name="signIn">The address of the sign-in page for a request.</param>
public class LoginRequired(Func<HttpContext, string> signIn) : CookieAuthenticationEvents
{
    public const string Next = "next";

    /// <summary>In the query of the sign-in page when what was sent could not be kept.</summary>
    public const string Unsent = "unsent";

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        if (request.Path.StartsWithSegments("/api"))
        {
            await RefuseApi(context.HttpContext);
            return;
        }
        response.Headers.Append("Vary", "HX-Request");
        if (!IsSafe(request) && await RefuseUnsafeAsync(context.HttpContext, Address(context.HttpContext, isUnsent: false))) return;
        var address = Address(context.HttpContext, isUnsent: !IsSafe(request));
        if (!request.IsHtmx())
        {
            response.StatusCode = IsSafe(request) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
            response.Headers.Location = address;
            return;
        }
        response.StatusCode = StatusCodes.Status401Unauthorized;
        // Leaving the page would throw away the form that was sent.
        if (IsSafe(request)) response.Headers["HX-Redirect"] = address;
        else response.Headers["HX-Reswap"] = "none";
    }

    /// <summary>
    /// Called for a request that would have changed something. Override it to write a response that keeps what was typed, such as
    /// a message for htmx or a sign-in page that carries the fields.
    /// </summary>
    /// <param name="context">The refused request.</param>
    /// <param name="signInUrl">The sign-in page, with the page to return to in its query.</param>
    /// <returns>True when the response is written. With false a browser is redirected and htmx gets an empty 401.</returns>
    protected virtual Task<bool> RefuseUnsafeAsync(HttpContext context, string signInUrl) => Task.FromResult(false);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    static Task RefuseApi(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Token";
        return Results.Problem("Authentication credentials were not provided.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    string Address(HttpContext context, bool isUnsent)
    {
        var address = signIn(context);
        if (ReturnTo(context.Request) is { } next) address = QueryHelpers.AddQueryString(address, Next, next);
        return isUnsent ? QueryHelpers.AddQueryString(address, Unsent, "1") : address;
    }

    /// <summary>The page to continue with after signing in, always by GET: what was posted is not sent again.</summary>
    /// <param name="request">The refused request.</param>
    /// <returns>A local path; null when only the home page is left.</returns>
    public static string? ReturnTo(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var own = LocalPath.Of($"{request.PathBase}{request.Path}{request.QueryString}");
        if (request.WantsFragment() && LocalPath.OfHere(request, request.Headers["HX-Current-URL"]) is { } page) return page;
        if (IsSafe(request)) return own;
        return LocalPath.OfHere(request, request.Headers.Referer) ?? (HttpMethods.IsPost(request.Method) ? own : null);
    }

    static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
