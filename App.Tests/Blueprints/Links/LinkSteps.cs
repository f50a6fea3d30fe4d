using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

/// <summary>
/// Actions of a member on links, such as adding a link. Requests are those of a browser without JavaScript, unless
/// <c>htmx</c> is true.
/// </summary>
static class LinkSteps
{
    public static async Task<Answer> AddLink(
        this Visitor visitor,
        string url,
        string title = "",
        string tags = "",
        string note = "",
        bool isPublic = false
    )
    {
        var page = await visitor.Get("/en/links/new");
        return await visitor.Submit(page, "form#link-form", new Dictionary<string, string?>
        {
            ["url"] = url,
            ["title"] = title,
            ["tags"] = tags,
            ["note"] = note,
            ["public"] = isPublic ? "true" : null,
        });
    }

    /// <summary>
    /// Presses a button in the row of a link. Submits the form that the button refers to, to the URL in the button's
    /// <c>formaction</c>.
    /// </summary>
    public static Task<Answer> Press(
        this Visitor visitor,
        Answer page,
        string selector,
        bool htmx = false,
        bool follow = true
    )
    {
        var button = page.Find(selector);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.Find($"form#{button.GetAttribute("form")}");
        form.SetAttribute("action", button.GetAttribute("formaction")!);
        return visitor.Submit(
            page,
            $"form#{form.Id}",
            button.GetAttribute("name") is { } name
                ? new Dictionary<string, string?> { [name] = button.GetAttribute("value") }
                : null,
            htmx,
            follow
        );
    }

    public static string[] Titles(this Answer page) =>
        [.. page.FindAll("article.link h2").Select(title => title.TextContent.Trim())];

    public static long IdOf(this Answer page, string title) =>
        long.Parse(
            page.FindAll("article.link")
                .Single(link => link.QuerySelector("h2")!.TextContent.Trim() == title)
                .GetAttribute("data-link-id")!,
            System.Globalization.CultureInfo.InvariantCulture
        );

    public static string Total(this Answer page) => page.Find("[data-total]").GetAttribute("data-total")!;
}
