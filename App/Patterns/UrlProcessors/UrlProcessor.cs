using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// A part that many addresses share: taken out of the matched values before anything else sees them, and put back when
/// an address is built. Pages are written without it. Flask: Using URL Processors (<c>url_value_preprocessor</c>,
/// <c>url_defaults</c>).
/// </summary>
public abstract class UrlProcessor
{
    /// <summary>The name of the part, in patterns and values.</summary>
    public abstract string Parameter { get; }

    /// <summary>The constraint on it, by its name in the routing options.</summary>
    public virtual string? Constraint => null;

    /// <summary>The folder of pages that have it, such as <c>Links</c>; all pages when empty.</summary>
    public virtual string Folder => "";

    /// <summary>
    /// Keeps the value for the request, before any hook or handler. A processor of all pages is also called for
    /// addresses that do not hold the part or match nothing, with null.
    /// </summary>
    public abstract void Pull(HttpContext context, string? value);

    /// <summary>The value for an address that is built during this request; null leaves it out.</summary>
    public abstract string? Current(HttpContext context);

    internal bool Covers(string page) =>
        Folder.Length == 0 || page.StartsWith($"/{Folder}/", StringComparison.OrdinalIgnoreCase);

    internal string Segment => Constraint is null ? $"{{{Parameter}}}" : $"{{{Parameter}:{Constraint}}}";
}

/// <summary>
/// Runs right after routing: the application's processors first, then those of a blueprint, each in registration order.
/// </summary>
sealed class UrlProcessing(RequestDelegate next, IEnumerable<UrlProcessor> processors)
{
    readonly UrlProcessor[] processors = [.. processors.OrderBy(processor => processor.Folder.Length > 0)];

    // Asynchronous, so that the culture set here ends with the request and not with its connection.
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
/// Puts the parts before the address of every page they cover, the application's outermost, then in registration order.
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
