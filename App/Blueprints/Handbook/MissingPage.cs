using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Blueprints.Handbook;

/// <summary>
/// The handbook's own 404 response: a page with the search, or a flash message for htmx.
/// </summary>
sealed class MissingPage : IResult
{
    static readonly ErrorPage words = new(
        StatusCodes.Status404NotFound,
        "handbook.missing.title",
        "handbook.missing.text",
        IsPlain: false
    );

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "HX-Request";
        if (!httpContext.Request.WantsFragment()) return Draw(httpContext, "/Blueprints/Handbook/_Missing.cshtml");
        response.Headers["HX-Retarget"] = "#flashes";
        response.Headers["HX-Reswap"] = "beforeend";
        return Draw(httpContext, "/Blueprints/Shared/_ErrorNote.cshtml");
    }

    static Task Draw(HttpContext context, string view)
    {
        // Uses new route data, because the view is rendered after the requested page has ended.
        var routes = new RouteData();
        routes.Values["page"] = "/Handbook/Missing";
        var data = new ViewDataDictionary<ErrorPage>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = words,
        };
        return new ViewResult
        {
            ViewName = view,
            ViewData = data,
            StatusCode = words.Status,
        }.ExecuteResultAsync(new ActionContext(context, routes, new ActionDescriptor()));
    }
}
