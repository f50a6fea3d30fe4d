using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

public sealed class ChapterSearchTests
{
    [Theory]
    [InlineData("flashing", "Message Flashing")]
    [InlineData("\"shown once\" flash*", "Message Flashing")]
    [InlineData("chinese or jinja", "Template Inheritance")]
    [InlineData("title:favicon", "Adding a favicon")]
    public async Task Words_phrases_and_operators_find_chapter_passages(string query, string first)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get($"/en/patterns?q={Uri.EscapeDataString(query)}");
        Assert.StartsWith(first, page.FindAll(".places a")[0].TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Excluded_words_are_not_found_and_an_empty_result_is_reported()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var all = (await visitor.Get("/en/patterns?q=cookie")).FindAll(".places a").Count;
        var fewer = await visitor.Get("/en/patterns?q=cookie+-note");
        Assert.InRange(fewer.FindAll(".places a").Count, 1, all - 1);
        var none = await visitor.Get("/en/patterns?q=xylophone");
        Assert.Empty(none.FindAll(".places a"));
        Assert.Contains("0 matches", none.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_htmx_search_returns_only_the_contents_partial()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var fragment = await visitor.Get("/en/patterns?q=%3Cb%3E%22%28", htmx: true);
        Assert.Equal(HttpStatusCode.OK, fragment.Status);
        Assert.DoesNotContain("<html", fragment.Text, StringComparison.Ordinal);
    }
}
