using App.Patterns.Ajax;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// Lets a handler return a model or a dictionary, which is rendered as a page, as part of a page for htmx, or as JSON.
/// Flask documentation: View Decorators, Templating Decorator.
/// </summary>
public static class TemplatedEndpoints
{
    /// <summary>Renders the handler's return value with a view, or as JSON when the request prefers JSON.</summary>
    /// <remarks>
    /// For an htmx request, uses the view whose name has the prefix <c>_</c>, if it exists. Null means an empty
    /// dictionary. A result, a string or a value type is not rendered but returned unchanged.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the endpoint builder.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">
    /// The view below the root of the pages, such as <c>Links/Member</c>; null for the name of the endpoint with
    /// slashes instead of dots.
    /// </param>
    /// <returns>The same endpoint.</returns>
    public static TBuilder Templated<TBuilder>(this TBuilder endpoint, string? name = null)
        where TBuilder : IEndpointConventionBuilder =>
        // AllowCookieRedirect enables the redirect to the sign-in page. Without it, ASP.NET Core treats a handler that
        // returns data as an API and responds 401.
        endpoint.AllowCookieRedirect().AddEndpointFilter(async (context, next) => Of(await next(context), name));

    static object? Of(object? result, string? name) => result switch
    {
        null or EmptyHttpResult => new TemplatedResult(new Dictionary<string, object?>(), name),
        IResult or IActionResult or string or ValueType => result,
        _ => new TemplatedResult(result, name),
    };
}

/// <summary>Renders a model as a page, as part of a page for htmx, or as JSON.</summary>
sealed class TemplatedResult(object model, string? name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Append("Vary", "Accept, HX-Request");
        var wanted = httpContext.Request.Wanted();
        return wanted == Representation.Json
            ? Results.Json(model).ExecuteAsync(httpContext)
            : Draw(httpContext, wanted == Representation.Fragment);
    }

    Task Draw(HttpContext context, bool isFragment)
    {
        var page = name
            ?? NamedEndpoints.NameOf(context.GetEndpoint())?.Replace('.', '/')
            ?? throw new InvalidOperationException(
                $"{context.GetEndpoint()?.DisplayName} has neither a template nor an endpoint name."
            );
        var routes = new RouteData(context.GetRouteData());
        // Sets the route values of a Razor page with this name, so that its partials are found.
        routes.Values["page"] = $"/{page}";
        var action = new PageActionDescriptor
        {
            ViewEnginePath = $"/{page}",
            RouteValues = new Dictionary<string, string?> { ["page"] = $"/{page}" },
        };
        var data = new ViewDataDictionary<object>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = model,
        };
        if (model is IEnumerable<KeyValuePair<string, object?>> values)
            foreach (var (key, value) in values)
                data[key] = value;
        return new ViewResult { ViewName = ViewOf(context, page, isFragment), ViewData = data }
            .ExecuteResultAsync(new ActionContext(context, routes, action));
    }

    static string ViewOf(HttpContext context, string page, bool isFragment)
    {
        var root = context
            .RequestServices.GetRequiredService<IOptions<RazorPagesOptions>>()
            .Value.RootDirectory.TrimEnd('/');
        var fragment = $"{root}/{page.Insert(page.LastIndexOf('/') + 1, "_")}.cshtml";
        return
            isFragment
            && context
                .RequestServices.GetRequiredService<IRazorViewEngine>()
                .GetView(null, fragment, isMainPage: true)
                .Success
            ? fragment
            : $"{root}/{page}.cshtml";
    }
}
