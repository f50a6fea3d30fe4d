using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// Right after routing: answers OPTIONS at any mapped address with 204 and <c>Allow</c>, and a method that a page has
/// no handler for with 405, where Razor Pages would draw the page as if it had been asked for. Flask answers both by
/// itself.
/// </summary>
public sealed class PageMethods(RequestDelegate next, EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    readonly AllowedMethods allowed = new(endpoints, policies);

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
        if (context.GetEndpoint() is null || AllowedMethods.AreRefused(context))
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
        // The answer of a mounted or an inner part; it has not been sent yet.
        if (
            context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && context.Response.Headers.Allow.Count > 0
        )
            Answer(context, isOptions, context.Response.Headers.Allow.ToString().Split(", "));
    }

    static HashSet<string> Of(CompiledPageActionDescriptor page)
    {
        HashSet<string> methods = [.. page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant())];
        // A page that only takes a form draws it without a handler; one that is only put or deleted has nothing to
        // show.
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
