using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Architecture;

/// <summary>
/// Checks rules of the HTML and ARIA specifications that neither the parser nor axe-core checks.
/// </summary>
static class HtmlRules
{
    const int MinDescription = 15;
    const int MaxDescription = 300;

    // "ARIA in HTML" forbids an accessible name for elements whose implicit role is generic or a text role.
    static readonly HashSet<string> unnamable = new(StringComparer.OrdinalIgnoreCase)
    {
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "caption",
        "cite",
        "code",
        "data",
        "del",
        "div",
        "em",
        "i",
        "ins",
        "kbd",
        "label",
        "legend",
        "mark",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    };

    static readonly HashSet<string> formRoles = ["form", "search", "none", "presentation"];

    static readonly HashSet<string> withoutAutocomplete =
    [
        "checkbox",
        "radio",
        "file",
        "submit",
        "image",
        "reset",
        "button",
    ];

    static readonly string[] labelable = ["BUTTON", "INPUT", "METER", "OUTPUT", "PROGRESS", "SELECT", "TEXTAREA"];

    static readonly string[] idLists =
    [
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-errormessage",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
        "headers",
    ];

    /// <summary>Returns one message for each violation on a page, with the tag of the invalid element.</summary>
    public static IEnumerable<string> Problems(IHtmlDocument page) =>
        [
            .. Names(page),
            .. Roles(page),
            .. Controls(page),
            .. References(page),
            .. Landmarks(page),
            .. Description(page),
        ];

    static IEnumerable<string> Names(IHtmlDocument page) =>
        from element in page.QuerySelectorAll("[aria-label], [aria-labelledby]")
        where unnamable.Contains(element.LocalName) && !element.HasAttribute("role")
        select $"a name needs a role: {Tag(element)}";

    static IEnumerable<string> Roles(IHtmlDocument page) =>
        from form in page.QuerySelectorAll("form[role]")
        where !formRoles.Contains(form.GetAttribute("role")!)
        select $"a form cannot have this role: {Tag(form)}";

    static IEnumerable<string> Controls(IHtmlDocument page) =>
    [
        .. from input in page.QuerySelectorAll<IHtmlInputElement>("input[autocomplete]")
           where withoutAutocomplete.Contains(input.Type)
           select $"autocomplete has no meaning here: {Tag(input)}",
        .. from choice in page.QuerySelectorAll<IHtmlSelectElement>("select[required]:not([multiple])")
           where choice.Size <= 1 && (choice.Options.Length == 0 || choice.Options[0].Value != "")
           select $"a required select begins with an empty option: {Tag(choice)}",
    ];

    static IEnumerable<string> References(IHtmlDocument page) =>
    [
        .. Broken<IHtmlFormElement>(page, "form"),
        .. Broken<IElement>(page, "for", target => labelable.Contains(target.NodeName)),
        .. Broken<IHtmlDataListElement>(page, "list"),
        .. Broken<IElement>(page, "popovertarget"),
        .. idLists.SelectMany(attribute => Broken<IElement>(page, attribute)),
        .. from element in page.QuerySelectorAll("[hx-target^='#']")
           where page.GetElementById(element.GetAttribute("hx-target")![1..]) is null
           select $"hx-target leads nowhere: {Tag(element)}",
        .. from link in page.QuerySelectorAll("a[href^='#']")
           where link.GetAttribute("href") is { Length: > 1 } fragment && page.GetElementById(fragment[1..]) is null
           select $"href leads nowhere: {Tag(link)}",
    ];

    /// <summary>
    /// Returns the elements in which <paramref name="attribute"/> (such as <c>for</c>) contains an invalid id. An id is
    /// invalid when no element of type <typeparamref name="T"/> has it, or when <paramref name="fits"/> returns false.
    /// </summary>
    static IEnumerable<string> Broken<T>(IHtmlDocument page, string attribute, Func<T, bool>? fits = null)
        where T : class, IElement =>
        from element in page.QuerySelectorAll($"[{attribute}]")
        from id in element.GetAttribute(attribute)!.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where page.GetElementById(id) is not T target || fits?.Invoke(target) is false
        select $"{attribute} leads nowhere: {Tag(element)}";

    static IEnumerable<string> Landmarks(IHtmlDocument page)
    {
        foreach (var kind in new[] { "nav, [role=navigation]", "search, [role=search]", "aside, [role=complementary]" })
        {
            var found = page.QuerySelectorAll(kind).ToList();
            foreach (var unnamed in found.Where(landmark => NameOf(page, landmark).Length == 0))
                yield return $"a landmark has no name: {Tag(unnamed)}";
            foreach (var same in found.GroupBy(landmark => NameOf(page, landmark)).Where(same => same.Count() > 1))
                yield return $"two landmarks have the name \"{same.Key}\": {Tag(same.Last())}";
        }
    }

    static string NameOf(IHtmlDocument page, IElement landmark) => landmark.GetAttribute("aria-labelledby") is { } ids
        ? string.Join(' ', ids.Split(' ').Select(id => page.GetElementById(id)?.TextContent.Trim()))
        : landmark.GetAttribute("aria-label")?.Trim() ?? "";

    static IEnumerable<string> Description(IHtmlDocument page)
    {
        var texts = page.QuerySelectorAll("head > meta[name=description]")
            .Select(meta => meta.GetAttribute("content")?.Trim() ?? "")
            .ToList();
        if (texts is not [{ Length: >= MinDescription and <= MaxDescription }])
            yield return $"one description of {MinDescription} to {MaxDescription} characters, not: "
                + string.Join(" | ", texts);
    }

    static string Tag(IElement element) =>
        element.OuterHtml[..(element.OuterHtml.IndexOf('>', StringComparison.Ordinal) + 1)];
}
