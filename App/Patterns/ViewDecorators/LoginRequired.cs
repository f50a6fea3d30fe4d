using App.Patterns.Ajax;
using App.Patterns.Http;
using Htmx;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// Responds to a request that <c>[Authorize]</c> refused because no user is signed in. Flask documentation: View
/// Decorators, Login Required Decorator.
/// </summary>
/// <remarks>
/// A request for a page is redirected to the sign-in page, with the URL to return to in <c>next</c>. htmx gets 401 with
/// <c>HX-Redirect</c>, an API gets 401 with problem JSON. An endpoint is an API when its path is below one of
/// <see cref="LoginRequiredOptions.ApiPaths"/>. It is also an API when it reads or writes JSON, because ASP.NET Core
/// marks such endpoints as APIs.
/// </remarks>
/// <param name="signIn">A function that returns the URL of the sign-in page for a request.</param>
/// <param name="options">
/// Defines which URLs are an API and how a request to them is refused; null for the defaults.
/// </param>
public class LoginRequired(Func<HttpContext, string> signIn, LoginRequiredOptions? options = null)
    : CookieAuthenticationEvents
{
    /// <summary>The query parameter that tells the sign-in page which local URL to open after sign-in.</summary>
    public const string Next = "next";

    /// <summary>
    /// The query parameter that tells the sign-in page to show that posted data was not stored. This class sets it to 1
    /// when it redirects a request with an unsafe method.
    /// </summary>
    public const string Unsent = "unsent";

    readonly LoginRequiredOptions options = options ?? new();

    /// <summary>Responds to a request without a signed-in user.</summary>
    /// <param name="context">The refused request.</param>
    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        if (IsApi(context.HttpContext))
        {
            await RefuseApi(context.HttpContext);
            return;
        }
        response.Headers.Append("Vary", "HX-Request");
        var signInUrl = Address(context.HttpContext, isUnsent: false);
        if (!IsSafe(request) && await RefuseUnsafeAsync(context.HttpContext, signInUrl)) return;
        var address = Address(context.HttpContext, isUnsent: !IsSafe(request));
        if (!request.IsHtmx())
        {
            response.StatusCode = IsSafe(request) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
            response.Headers.Location = address;
            return;
        }
        response.StatusCode = StatusCodes.Status401Unauthorized;
        // Redirects only for GET and HEAD, because a redirect would discard the data of a posted form.
        if (IsSafe(request)) response.Headers["HX-Redirect"] = address;
        else response.Headers["HX-Reswap"] = "none";
    }

    /// <summary>
    /// Called for a refused request with an unsafe method. Override it to preserve the entered data, for example with a
    /// sign-in page that contains the posted fields as hidden inputs.
    /// </summary>
    /// <param name="context">The refused request.</param>
    /// <param name="signInUrl">The URL of the sign-in page, with the URL to return to in its query.</param>
    /// <returns>
    /// True when the response is written. With false a browser is redirected and htmx gets an empty 401.
    /// </returns>
    protected virtual Task<bool> RefuseUnsafeAsync(HttpContext context, string signInUrl) => Task.FromResult(false);

    /// <summary>Responds 403 to a user without permission. The application adds its error page or JSON.</summary>
    /// <param name="context">The refused request.</param>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    bool IsApi(HttpContext context)
    {
        if (options.ApiPaths.Any(path => context.Request.Path.StartsWithSegments(path))) return true;
        var metadata = context.GetEndpoint()?.Metadata;
        // Recognizes an API by the metadata that ASP.NET Core's own cookie handler uses, with the same precedence.
        return metadata?.GetMetadata<IDisableCookieRedirectMetadata>() is not null
            && metadata.GetMetadata<IAllowCookieRedirectMetadata>() is null;
    }

    Task RefuseApi(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = options.Challenge;
        return Results
            .Problem("Authentication credentials were not provided.", statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(context);
    }

    string Address(HttpContext context, bool isUnsent)
    {
        var address = signIn(context);
        if (ReturnTo(context.Request) is { } next) address = QueryHelpers.AddQueryString(address, Next, next);
        return isUnsent ? QueryHelpers.AddQueryString(address, Unsent, "1") : address;
    }

    /// <summary>
    /// Returns the page to open after sign-in. The page is requested by GET; posted data is not sent again.
    /// </summary>
    /// <param name="request">The refused request.</param>
    /// <returns>A local path; null when the request names no page, such as a PUT without <c>Referer</c>.</returns>
    public static string? ReturnTo(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var own = LocalPath.Of($"{request.PathBase}{request.Path}{request.QueryString}");
        if (request.WantsFragment() && LocalPath.FromSameHost(request, request.Headers["HX-Current-URL"]) is { } page)
            return page;
        if (IsSafe(request))
            return own;
        return LocalPath.FromSameHost(request, request.Headers.Referer)
            ?? (HttpMethods.IsPost(request.Method) ? own : null);
    }

    static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}

/// <summary>Options of <see cref="LoginRequired"/> for APIs.</summary>
public sealed record LoginRequiredOptions
{
    /// <summary>Path prefixes, such as <c>/api</c>, below which every URL is an API; empty by default.</summary>
    public IReadOnlyList<PathString> ApiPaths { get; init; } = [];

    /// <summary>
    /// The value of <c>WWW-Authenticate</c>, which every 401 must have: the scheme that the API accepts, such as
    /// <c>Bearer</c>.
    /// </summary>
    public string Challenge { get; init; } = "Cookie";
}
