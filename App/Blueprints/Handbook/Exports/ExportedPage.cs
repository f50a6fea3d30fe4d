using System.Collections.Immutable;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace App.Blueprints.Handbook.Exports;

/// <summary>
/// A page of the handbook, converted to a static file: elements that need the running application are removed, and
/// links point to other exported files.
/// </summary>
public sealed class ExportedPage
{
    // These two scripts have no imports and work without the application.
    static readonly ImmutableArray<string> kept = ["/js/handbook.", "/js/filter."];

    readonly IHtmlDocument document;
    readonly IHtmlDocument sprite;
    readonly Uri address;
    readonly ExportPaths addresses;
    readonly List<(IAttr Attribute, Uri Target, string File)> links = [];

    /// <param name="sprite">The icons. They are inlined, because browsers do not load them from another file.</param>
    /// <param name="notice">The HTML that replaces a demonstration.</param>
    public ExportedPage(string html, Uri address, IHtmlDocument sprite, ExportPaths addresses, string notice)
    {
        (document, this.address, this.sprite, this.addresses) = (
            new HtmlParser().ParseDocument(html),
            address,
            sprite,
            addresses
        );
        if (document.GetElementById("try") is { } demonstration)
            demonstration.OuterHtml = notice;
        KeepSearch();
        // Visits all elements in one pass, because a page of source code has thousands. Skips the spans that colour the
        // code.
        foreach (var element in document.All.Where(element => element.LocalName is not "span").ToList())
            Change(element);
    }

    /// <summary>The URLs of the other exported files that this page refers to.</summary>
    public IEnumerable<Uri> Needs => links.Select(link => link.Target);

    /// <summary>Returns the HTML of the page, with links that are relative to the path of its file.</summary>
    public string WrittenTo(string file)
    {
        foreach (var (attribute, target, other) in links)
            attribute.Value = ExportPaths.Between(file, other, target.Fragment);
        return document.ToHtml();
    }

    void Change(IElement element)
    {
        // The element was inside another element, such as a form, that was already removed.
        if (!document.Contains(element)) return;
        if (AsksTheApplication(element)) element.Remove();
        else if (element is IHtmlAnchorElement && LeadsAway(element)) Unlink(element);
        else if (element.LocalName == "use") Draw(element);
        else Keep(element);
    }

    // Whether an element sends requests to the application or is used only by its scripts.
    static bool AsksTheApplication(IElement element) => element switch
    {
        IHtmlFormElement or { Id: "flashes" or "announcer" or "keys" or "unanswered" or "exchanges" } => true,
        IHtmlMetaElement meta => meta.Name == "htmx-config",
        IHtmlLinkElement link => link.Relation is "canonical" or "alternate" or "manifest",
        IHtmlScriptElement script => !kept.Any(name => script.Source?.Contains(name, StringComparison.Ordinal) == true),
        _ => element.ClassList.Contains("account"),
    };

    bool LeadsAway(IElement link) => Target(link.GetAttribute("href")) is { } target && FileOf(target) is null;

    // Removes a link whose target is not exported. In a menu or footer its text is removed too; elsewhere it remains.
    static void Unlink(IElement link)
    {
        if (link.ParentElement is { LocalName: "li" } item && item.Closest("nav") is not null) item.Remove();
        else if (link.Closest("footer") is not null) link.Remove();
        else link.Replace([.. link.ChildNodes]);
    }

    void Draw(IElement use)
    {
        var name = use.GetAttribute("href") ?? "";
        if (sprite.GetElementById(name[(name.IndexOf('#', StringComparison.Ordinal) + 1)..]) is not { } symbol) return;
        var drawing = use.ParentElement!;
        drawing.SetAttribute("viewBox", symbol.GetAttribute("viewBox"));
        drawing.InnerHtml = symbol.InnerHtml;
    }

    void Keep(IElement element)
    {
        // Browsers do not load modules from file: URLs, so the script becomes a classic deferred one.
        if (element is IHtmlScriptElement && element.RemoveAttribute("type")) element.SetAttribute("defer", "");
        foreach (var attribute in element.Attributes.ToList())
        {
            if (attribute.Name.StartsWith("hx-", StringComparison.Ordinal) || attribute.Name == "data-root")
                element.RemoveAttribute(attribute.Name);
            else if (
                attribute.Name is "href" or "src"
                && Target(attribute.Value) is { } target
                && FileOf(target) is { } file
            )
                links.Add((attribute, target, file));
        }
    }

    // Returns the absolute URL of a link. Null for a link to a fragment of this page or to another site.
    Uri? Target(string? link) =>
        link is not null
        && !link.StartsWith('#')
        && Uri.TryCreate(address, link, out var target)
        && target.Authority == address.Authority
            ? target
            : null;

    string? FileOf(Uri target) => addresses.FileOf(target.AbsolutePath);

    // Replaces the search form by a filter of the list on the page.
    void KeepSearch()
    {
        if (document.QuerySelector("main > form[role=search]") is not { } form) return;
        var search = document.CreateElement("div");
        search.SetAttribute("role", "search");
        search.ClassName = "search scripted";
        search.InnerHtml = form.InnerHtml;
        search.QuerySelector("input")!.SetAttribute("data-filter", "contents");
        form.Replace(search);
    }
}
