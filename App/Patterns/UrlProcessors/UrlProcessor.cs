using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Handles a path segment that many URLs share, such as the language. Removes the route value of the segment before
/// handlers run, and adds the value when a URL is generated.
/// </summary>
/// <remarks>
/// Write the routes of your pages without the segment, because the processor adds it. Flask documentation: Using URL
/// Processors (<c>url_value_preprocessor</c>, <c>url_defaults</c>).
/// </remarks>
public abstract class UrlProcessor
{
    /// <summary>The name of the route parameter.</summary>
    public abstract string Parameter { get; }

    /// <summary>The name of the parameter's route constraint in the routing options; null for no constraint.</summary>
    public virtual string? Constraint => null;

    /// <summary>The folder of the pages that have the segment, such as <c>Links</c>; empty for all pages.</summary>
    public virtual string Folder => "";

    /// <summary>Stores the value of the segment for the request, before any hook or handler runs.</summary>
    /// <param name="context">The request.</param>
    /// <param name="value">
    /// The route value; null when the URL does not contain the segment. A processor for all pages is also called when
    /// no endpoint matches the URL.
    /// </param>
    public abstract void Pull(HttpContext context, string? value);

    /// <summary>Returns the value of the segment for a URL that is generated during this request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The value; null for no value.</returns>
    public abstract string? Current(HttpContext context);

    internal bool Covers(string page) =>
        Folder.Length == 0 || page.StartsWith($"/{Folder}/", StringComparison.OrdinalIgnoreCase);

    internal string Segment => Constraint is null ? $"{{{Parameter}}}" : $"{{{Parameter}:{Constraint}}}";
}

/// <summary>
/// Middleware that calls the URL processors right after routing. Calls the processors for all pages first, then those
/// for a folder, each group in registration order.
/// </summary>
sealed class UrlProcessing(RequestDelegate next, IEnumerable<UrlProcessor> processors)
{
    readonly UrlProcessor[] processors = [.. processors.OrderBy(processor => processor.Folder.Length > 0)];

    // This method must be async. The culture that is set here then ends with the request. Otherwise the next request of
    // the connection would start with it.
    public async Task Invoke(HttpContext context)
    {
        var page = context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath;
        foreach (var processor in processors)
            if (processor.Folder.Length == 0 || (page is not null && processor.Covers(page)))
                processor.Pull(
                    context,
                    context.Request.RouteValues.Remove(processor.Parameter, out var value) ? value as string : null
                );
        await next(context);
    }
}

/// <summary>
/// Adds the segments of the URL processors to the routes of their pages. The segments for all pages come first, then
/// those for a folder, each group in registration order.
/// </summary>
sealed class UrlProcessorRoutes(IReadOnlyList<UrlProcessor> processors) : IPageRouteModelConvention
{
    public void Apply(PageRouteModel model)
    {
        foreach (
            var processor in processors
                .Where(processor => processor.Covers(model.ViewEnginePath))
                .OrderBy(processor => processor.Folder.Length > 0)
                .Reverse()
        )
            foreach (var route in model.Selectors.Select(selector => selector.AttributeRouteModel))
                if (route?.Template is { } template)
                    route.Template = AttributeRouteModel.CombineTemplates(processor.Segment, template.TrimStart('/'));
    }
}
