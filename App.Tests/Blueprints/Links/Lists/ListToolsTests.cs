using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Tests checkboxes, the density switch and the page of keyboard shortcuts, without JavaScript.</summary>
public sealed class ListToolsTests
{
    [Fact]
    public async Task Own_links_have_a_checkbox_of_the_bulk_form_and_links_of_others_have_none()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Mine", isPublic: true);
        var page = await ada.Get("/en/links");
        var box = page.Find(".selectable article input[type=checkbox]");
        Assert.Equal(
            ("id", "1", "bulk"),
            (box.GetAttribute("name"), box.GetAttribute("value"), box.GetAttribute("form"))
        );
        Assert.Equal(
            ["Select", "Mine"],
            box.GetAttribute("aria-labelledby")!
                .Split(' ')
                .Select(id => page.Find($"#{id}"))
                .Select(named => named.GetAttribute("aria-label") ?? named.TextContent)
        );
        using var visitor = library.NewVisitor();
        Assert.Empty((await visitor.Get("/en/@ada1")).FindAll(".pick, .list-tools, .selectable, [data-copy]"));
    }

    [Fact]
    public async Task Changing_the_density_returns_to_the_same_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://a.example/", "Mine");
        var page = await ada.Get("/en/links?q=mine");
        Assert.Equal("true", page.Find("[name=density][value=comfortable]").GetAttribute("aria-pressed"));
        ada.Http.DefaultRequestHeaders.Referrer = page.Url;
        var compact = await ada.Press(page, "[name=density][value=compact]");
        Assert.Equal("/en/links?q=mine", compact.Url.PathAndQuery);
        Assert.Equal("compact", compact.Find("html").GetAttribute("data-density"));
        Assert.Equal("true", compact.Find("[name=density][value=compact]").GetAttribute("aria-pressed"));
        Assert.Equal("auto", compact.Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    public async Task The_keyboard_shortcuts_are_a_page_and_a_fragment_of_the_dialog()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var home = await ada.Get("/en/");
        Assert.Equal("/en/keys", home.Find("dialog#keys").GetAttribute("data-source"));
        Assert.Single(home.FindAll("footer a[href='/en/keys']"));
        var page = await ada.Get("/en/keys");
        Assert.Equal(
            ["/", "j", "k", "o", "Enter", "e", "s", "x", "Shift + x", "#", "?", "Esc"],
            page.FindAll("kbd").Select(key => key.TextContent)
        );
        var piece = await ada.Get("/en/keys", htmx: true);
        Assert.Empty(piece.FindAll("h1, title, header"));
        Assert.Equal(page.FindAll("tr").Count, piece.FindAll("tr").Count);
    }
}
