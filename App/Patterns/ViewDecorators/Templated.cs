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
/// A handler returns what it knows, a model or a dictionary, and is answered as page, fragment or JSON, whichever is
/// asked for. Flask: View Decorators, Templating Decorator.
/// </summary>
public static class TemplatedEndpoints
{
    /// <summary>
    /// Draws the view <paramref name="name"/> below the root of the pages, such as <c>Links/Member</c>; without a name,
    /// that of the endpoint with its dots as slashes. A fragment is the view beside it with <c>_</c> before its name,
    /// where there is one. Nothing (null) is an empty dictionary; a result, a text or a plain value is passed on as it
    /// is.
    /// </summary>
    public static TBuilder Templated<TBuilder>(this TBuilder endpoint, string? name = null)
        where TBuilder : IEndpointConventionBuilder =>
        // The platform takes a handler that returns data for an API. This one is a page: a stranger is redirected to
        // sign in.
        endpoint.AllowCookieRedirect().AddEndpointFilter(async (context, next) => Of(await next(context), name));

    static object? Of(object? result, string? name) => result switch
    {
        null or EmptyHttpResult => new TemplatedResult(new Dictionary<string, object?>(), name),
        IResult or IActionResult or string or ValueType => result,
        _ => new TemplatedResult(result, name),
    };
}

/// <summary>Data on its way to become a page, a fragment or JSON.</summary>
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
                $"{context.GetEndpoint()?.DisplayName} names neither a template nor itself."
            );
        var routes = new RouteData(context.GetRouteData());
        // What a page of this name would say, so that its partials are found where they lie.
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
