using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace App.Patterns.Flashing;

/// <summary>
/// <c>&lt;flashes /&gt;</c> shows the waiting notes in the list <c>#flashes</c>, each by a partial; in a fragment,
/// <c>&lt;flashes out-of-band="true" /&gt;</c> appends them to the list of the page that is there already.
/// </summary>
[HtmlTargetElement("flashes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FlashesTagHelper(IFlashes flashes, IHtmlHelper html) : TagHelper
{
    /// <summary>Draws one <see cref="Flash"/> as an <c>li</c>.</summary>
    public string Partial { get; set; } = "_Flash";

    public bool OutOfBand { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

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

    // Nobody reads the response to HEAD or to a missing image, and perhaps never a page that is fetched in advance.
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
