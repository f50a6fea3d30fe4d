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

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        if (request.Path.StartsWithSegments("/api")) return RefuseApi(context.HttpContext);
        response.Headers.Append("Vary", "HX-Request");
        var address = Address(context.HttpContext);
        if (request.IsHtmx())
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers["HX-Redirect"] = address;
        }
        else
        {
            response.StatusCode = IsSafe(request) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
            response.Headers.Location = address;
        }
        return Task.CompletedTask;
    }

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

    string Address(HttpContext context)
    {
        var address = signIn(context);
        if (ReturnTo(context.Request) is { } next) address = QueryHelpers.AddQueryString(address, Next, next);
        return IsSafe(context.Request) ? address : QueryHelpers.AddQueryString(address, Unsent, "1");
    }

    /// <summary>A page to go on with, always by GET: what was posted is not sent again.</summary>
    static string? ReturnTo(HttpRequest request)
    {
        var own = LocalPath.Of($"{request.PathBase}{request.Path}{request.QueryString}");
        if (request.WantsFragment() && LocalPath.OfHere(request, request.Headers["HX-Current-URL"]) is { } page) return page;
        if (IsSafe(request)) return own;
        return LocalPath.OfHere(request, request.Headers.Referer) ?? (HttpMethods.IsPost(request.Method) ? own : null);
    }

    static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
