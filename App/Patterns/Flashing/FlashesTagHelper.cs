using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace App.Patterns.Flashing;

/// <summary>
/// <c>&lt;flashes /&gt;</c> shows the waiting flash messages in the list <c>#flashes</c> and renders each with a
/// partial.
/// </summary>
/// <param name="flashes">The waiting messages of the browser.</param>
/// <param name="html">Renders the partial.</param>
/// <remarks>
/// In a fragment, <c>&lt;flashes out-of-band="true" /&gt;</c> appends them to the list of the page. Flask
/// documentation: Message Flashing (<c>get_flashed_messages</c>).
/// </remarks>
[HtmlTargetElement("flashes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FlashesTagHelper(IFlashes flashes, IHtmlHelper html) : TagHelper
{
    /// <summary>The name of the partial that renders one <see cref="Flash"/> as an <c>li</c>.</summary>
    public string Partial { get; set; } = "_Flash";

    /// <summary>Whether to append to the existing list on the page instead of rendering a new list.</summary>
    public bool OutOfBand { get; set; }

    /// <summary>The view that contains the tag. Set by Razor.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var waiting = IsSeen(ViewContext.HttpContext.Request) ? flashes.Take() : [];
        MarkPersonal(ViewContext.HttpContext, shown: waiting.Count > 0);
        output.TagName = null;
        if (OutOfBand && waiting.Count == 0) return;
        ((IViewContextAware)html).Contextualize(ViewContext);
        output.Content.AppendHtml(
            OutOfBand
                ? """<hx-partial hx-target="#flashes" hx-swap="beforeend">"""
                : """<ul id="flashes" aria-live="polite">"""
        );
        foreach (var flash in waiting)
            output.Content.AppendHtml(await html.PartialAsync(Partial, flash));
        output.Content.AppendHtml(OutOfBand ? "</hx-partial>" : "</ul>");
    }

    // Returns whether the user will see the response. HEAD and image requests show no page, and a prefetched page may
    // never be opened.
    static bool IsSeen(HttpRequest request) => !HttpMethods.IsHead(request.Method)
        && request.AsksForDocument()
        && !request.Headers.ContainsKey("HX-Preloaded")
        && !$"{request.Headers["Sec-Purpose"]},{request.Headers["Purpose"]},{request.Headers["X-Moz"]}".Contains(
            "prefetch",
            StringComparison.OrdinalIgnoreCase
        );

    static void MarkPersonal(HttpContext context, bool shown)
    {
        context.Response.Headers.Append("Vary", "Cookie");
        if (!shown) return;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (context.Features.Get<IOutputCacheFeature>() is { } cache) cache.Context.AllowCacheStorage = false;
    }
}
