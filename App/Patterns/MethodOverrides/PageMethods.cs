using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// Middleware that responds to OPTIONS with 204 and <c>Allow</c>, and with 405 to a method that a page has no handler
/// for.
/// </summary>
/// <remarks>
/// Without this middleware, Razor Pages renders the page for such a method. Flask sends both responses itself. Flask
/// documentation: Adding HTTP Method Overrides.
/// </remarks>
/// <param name="next">The next middleware.</param>
/// <param name="endpoints">The endpoints of the application.</param>
/// <param name="policies">Creates the route constraints that a path is checked with.</param>
public sealed class PageMethods(RequestDelegate next, EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    readonly AllowedMethods allowed = new(endpoints, policies);

    /// <summary>Responds to OPTIONS and to methods that the path does not support; other requests continue.</summary>
    /// <param name="context">The request, after routing.</param>
    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isOptions = HttpMethods.IsOptions(context.Request.Method);
        if (context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page
            && Of(page) is var handled && !handled.Contains(context.Request.Method))
        {
            Answer(context, isOptions, handled);
            return;
        }
        if (context.GetEndpoint() is null || AllowedMethods.IsMethodRefused(context))
        {
            var mapped = allowed.At(context);
            if (mapped.Count > 0 && (isOptions || !mapped.Contains(context.Request.Method)))
            {
                Answer(context, isOptions, mapped);
                return;
            }
            context.SetEndpoint(null);
        }
        await next(context);
        // A mounted application can respond 405 itself. Adds OPTIONS to its Allow header, and changes the status to 204
        // when the request was OPTIONS.
        if (
            context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && context.Response.Headers.Allow.Count > 0
        )
            Answer(context, isOptions, context.Response.Headers.Allow.ToString().Split(", "));
    }

    static HashSet<string> Of(CompiledPageActionDescriptor page)
    {
        HashSet<string> methods = [.. page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant())];
        // Razor Pages renders a page for GET also when the page has no handlers, or a POST handler. A page that has
        // only PUT or DELETE handlers does not support GET.
        if (methods.Count == 0 || methods.Contains("POST")) methods.Add("GET");
        if (methods.Contains("GET")) methods.Add("HEAD");
        return methods;
    }

    static void Answer(HttpContext context, bool isOptions, IEnumerable<string> handled)
    {
        context.Response.StatusCode = isOptions
            ? StatusCodes.Status204NoContent
            : StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(
            ", ",
            handled.Append("OPTIONS").Distinct().Order(StringComparer.Ordinal)
        );
    }
}
