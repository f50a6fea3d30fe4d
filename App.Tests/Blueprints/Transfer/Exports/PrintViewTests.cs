using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class PrintViewTests
{
    const string Attributes = "ADD_DATE=\"1500000000\" TAGS=\"css,two words\"";

    const string File = $"""
        <DL><p>
        <DT><H3>Web &amp; more</H3>
        <DL><p>
        <DT><A HREF="https://example.org/css?a=1&amp;b=2" {Attributes}>Cascading &lt;sheets&gt;</A>
        <DD>Lines of text
        </DL><p>
        <DT><A HREF="https://example.org/plain" ADD_DATE="1400000000">Plain</A>
        </DL><p>
        """;

    [Fact]
    [Trait("Statement", "P19.6"), Trait("Statement", "P19.7")]
    public async Task The_print_view_shows_all_links_on_one_page_with_name_and_language_of_the_account()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Import(File);
        var page = await ada.Get("/de/export/print");
        Assert.Equal("Links von ada-l", page.Find("h1").TextContent);
        Assert.Equal(
            ["Kein Ordner", "Web & more"],
            page.FindAll(".print-view h2").Select(heading => heading.TextContent)
        );
        Assert.Equal(
            ["Plain", "Cascading <sheets>"],
            page.FindAll(".print-view h3").Select(heading => heading.TextContent)
        );
        Assert.Equal("https://example.org/css?a=1&b=2", page.FindAll(".print-view h3 a")[1].GetAttribute("href"));
        Assert.Equal("14.07.2017", page.FindAll(".print-view time")[1].TextContent);
        Assert.Equal("2 Links", page.Find("[data-total]").TextContent);
        Assert.Single(page.FindAll("footer"));
    }

    [Fact]
    [Trait("Statement", "P19.7")]
    public async Task The_print_view_applies_the_search_and_shows_only_links_of_the_account()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.Import(File);
        var export = await ada.Get("/en/export?tag=css");
        var page = await ada.Get(export.Find("a[href*='/export/print']").GetAttribute("href")!);
        Assert.Equal("Cascading <sheets>", Assert.Single(page.FindAll(".print-view h3")).TextContent);
        using var eve = await library.SignUp("eve-x");
        Assert.Equal("0", (await eve.Get("/en/export/print")).Find("[data-total]").GetAttribute("data-total"));
        using var stranger = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await stranger.Get("/en/export/print")).Url.AbsolutePath);
    }
}
