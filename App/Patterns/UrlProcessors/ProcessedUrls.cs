using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;

namespace App.Patterns.UrlProcessors;

/// <summary>
/// Adds route values of the URL processors, such as the language, to each generated URL whose route pattern contains
/// their segment.
/// </summary>
/// <remarks>
/// A value that the caller passes has priority over the value of the current request. If the target page does not
/// exist, URL generation throws <see cref="InvalidOperationException"/> instead of returning null.
/// </remarks>
sealed class ProcessedUrls(
    IUrlHelperFactory inner,
    IActionDescriptorCollectionProvider actions,
    IEnumerable<UrlProcessor> processors
) : IUrlHelperFactory
{
    readonly UrlProcessor[] processors = [.. processors];
    Expectations? expectations;

    public IUrlHelper GetUrlHelper(ActionContext context) =>
        inner.GetUrlHelper(context) is var helper && helper is Processed ? helper : new Processed(helper, this);

    Target? Find(string page)
    {
        var current = actions.ActionDescriptors;
        if (expectations is not { } known || !ReferenceEquals(known.Of, current))
            expectations = known = new(current, processors);
        return known.ByPage.GetValueOrDefault(page);
    }

    /// <summary>
    /// The URL processors whose segments are in the route pattern of a page. If <c>IsRoot</c> is true, the pattern has
    /// no other segments, and the URL of the page ends with a slash.
    /// </summary>
    sealed record Target(UrlProcessor[] Expected, bool IsRoot);

    /// <summary>
    /// The <see cref="Target"/> of each page of the application. Created again only when the list of pages changes.
    /// </summary>
    sealed class Expectations(ActionDescriptorCollection of, UrlProcessor[] processors)
    {
        public ActionDescriptorCollection Of => of;

        public FrozenDictionary<string, Target> ByPage { get; } = of.Items.OfType<PageActionDescriptor>()
            .Where(page => page.AttributeRouteInfo is { Template: not null, SuppressLinkGeneration: false })
            .DistinctBy(page => page.ViewEnginePath, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(
                page => page.ViewEnginePath,
                page => TargetOf(page.AttributeRouteInfo!.Template!, processors),
                StringComparer.OrdinalIgnoreCase);
    }

    static Target TargetOf(string template, UrlProcessor[] processors)
    {
        var expected = processors
            .Where(processor => template.Contains(processor.Segment, StringComparison.Ordinal))
            .ToArray();
        return new(
            expected,
            expected.Length > 0 && template.Split('/', StringSplitOptions.RemoveEmptyEntries).Length == expected.Length
        );
    }

    static string WithSlash(string url) =>
        url.IndexOfAny(['?', '#']) is >= 0 and var end ? $"{url[..end]}/{url[end..]}" : $"{url}/";

    sealed class Processed(IUrlHelper helper, ProcessedUrls owner) : IUrlHelper
    {
        public ActionContext ActionContext => helper.ActionContext;

        public string? RouteUrl(UrlRouteContext routeContext)
        {
            ArgumentNullException.ThrowIfNull(routeContext);
            var values = new RouteValueDictionary(routeContext.Values);
            var target = values.TryGetValue("page", out var value) && value is string page ? owner.Find(page) : null;
            foreach (var processor in target?.Expected ?? [])
                if (!values.ContainsKey(processor.Parameter))
                    values[processor.Parameter] = processor.Current(ActionContext.HttpContext);
            routeContext.Values = values;
            var url = helper.RouteUrl(routeContext)
                ?? throw new InvalidOperationException(
                    $"No endpoint matches {string.Join(", ", values.Select(v => $"{v.Key}={v.Value}"))}."
                );
            return target is { IsRoot: true } ? WithSlash(url) : url;
        }

        public string? Action(UrlActionContext actionContext) => helper.Action(actionContext);

        public string? Content(string? contentPath) => helper.Content(contentPath);

        public bool IsLocalUrl(string? url) => helper.IsLocalUrl(url);

        public string? Link(string? routeName, object? values) => helper.Link(routeName, values);
    }
}
