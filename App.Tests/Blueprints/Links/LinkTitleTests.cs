using App.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class LinkTitleTests
{
    const string Url = "https://example.com/page";

    [Theory]
    [InlineData("")]
    [InlineData("\u200b\u200b")]
    [InlineData("\u00ad")]
    [InlineData("\u200e\u200f\u202e\u202c")]
    [InlineData("\u2060\ufeff\u180e")]
    [InlineData("\u3000\u2003\u00a0\u1680")]
    [InlineData("\u115f\u1160\u3164\uffa0")]
    [InlineData("\u2800")]
    [InlineData("\ufe0f\ufe00\U000e0100")]
    [InlineData("\U000e0041\U000e007f")]
    [InlineData("\u0301")]
    public void A_title_without_visible_characters_is_replaced_by_the_URL(string title) =>
        Assert.Equal(Url, LinkTitle.Of(title, Url));

    [Theory]
    [InlineData("a")]
    [InlineData("\u200ba")]
    [InlineData("😀")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("ﷺ")]
    [InlineData("한")]
    [InlineData(".")]
    [InlineData("é")]
    public void A_title_with_a_visible_character_is_shown(string title) =>
        Assert.Equal(title, LinkTitle.Of(title, Url));

    [Fact]
    public async Task Imported_links_with_invisible_titles_show_their_URL_and_are_clickable()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Import(
            "<DL><DT><A HREF=\"https://z.example.org/1\">\u200b\u200b</A>\n"
                + "<DT><A HREF=\"https://z.example.org/3\">\u00ad</A>\n</DL>"
        );
        var titles = (await ada.Get("/en/links")).FindAll("article.link h2 a").Select(link => link.TextContent).Order();
        Assert.Equal(["https://z.example.org/1", "https://z.example.org/3"], titles);
        // The list shows the URL of a link without a visible title. Importing the link with a visible title must show
        // the title.
        await ada.Import("<DL><DT><A HREF=\"https://z.example.org/1\">Found</A></DL>");
        Assert.Contains("Found", (await ada.Get("/en/links")).Titles());
    }

    [Fact]
    public async Task Text_with_bidi_controls_is_isolated_on_pages_and_exported_unchanged()
    {
        const string turned = "\u202egpj.exe";
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Submit(
            await ada.Get("/en/links/new"),
            "form#link-form",
            new Dictionary<string, string?>
            {
                ["url"] = Url,
                ["title"] = turned,
                ["description"] = "\u2067" + turned,
                ["note"] = turned,
                ["tags"] = turned,
                ["public"] = "true",
            }
        );
        await ada.Submit(
            await ada.Get("/en/rules/new"),
            "form#rule-form",
            new Dictionary<string, string?>
            {
                ["name"] = turned,
                ["words"] = "turned",
                ["tags"] = turned,
            }
        );
        await ada.Submit(
            await ada.Get("/en/searches/new?q=gpj"),
            "main form[method=post]",
            new Dictionary<string, string?> { ["name"] = turned }
        );
        await ada.AddLink("https://example.com/turned", "turned");
        Answer[] pages =
        [
            await ada.Get("/en/links"),
            await ada.Get("/en/links?q=gpj"),
            await ada.Get("/en/links?tag=" + Uri.EscapeDataString(turned)),
            await ada.Get("/en/links/1"),
            await ada.Get("/en/links/1/edit"),
            await ada.Get("/en/links/1/history"),
            await ada.Get("/en/tags"),
            await ada.Get("/en/rules"),
            await ada.Get("/en/searches"),
            await ada.Get("/en/@ada-l"),
            await ada.Get("/en/"),
            await ada.Get("/en/links/bulk"),
            await ada.Get("/en/links/new?url=" + Uri.EscapeDataString(Url)),
            await ada.Get("/en/export/print"),
        ];
        Assert.All(pages, page =>
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(page.FindAll("title, option, [aria-label], [title], [alt]").Select(Plain), text =>
                IsOpen(text)
            );
            Assert.Empty(
                from node in page.Document.All
                where node.LocalName is not ("title" or "option" or "script" or "textarea")
                from text in node.ChildNodes.OfType<AngleSharp.Dom.IText>()
                where IsOpen(text.Data) && !IsIsolated(node)
                select $"{page.Url}: {node.OuterHtml}"
            );
        });
        Assert.Contains(pages, page =>
            page.Text.Contains('\u202e', StringComparison.Ordinal)
            || page.Text.Contains("&#x202E;", StringComparison.Ordinal)
        );
        Assert.Contains($">{turned}<", (await ada.Get("/export/links.html")).Text, StringComparison.Ordinal);

        static string Plain(AngleSharp.Dom.IElement element) =>
            element.LocalName is "title" or "option"
                ? element.TextContent
                : string.Concat(
                    element.GetAttribute("aria-label"),
                    element.GetAttribute("title"),
                    element.GetAttribute("alt")
                );
    }

    static bool IsOpen(string text) =>
        text.Count(letter => letter is '\u202a' or '\u202b' or '\u202d' or '\u202e')
            > text.Count(letter => letter == '\u202c')
        || text.Count(letter => letter is '\u2066' or '\u2067' or '\u2068') > text.Count(letter => letter == '\u2069');

    // Returns whether the element or an ancestor isolates its text direction. Browsers isolate bdi and every element
    // with a dir attribute.
    static bool IsIsolated(AngleSharp.Dom.IElement? element)
    {
        for (
            ;
            element is not null && element.LocalName is not ("p" or "body" or "li" or "html" or "div");
            element = element.ParentElement
        )
            if (element.HasAttribute("dir") || element.LocalName == "bdi")
                return true;
        return element?.LocalName is "p" or "li" or "div" && element.HasAttribute("dir");
    }
}
