using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class TemplateInheritanceDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/templateinheritance";

    [Theory]
    [InlineData("Leave", "The library › Books")]
    [InlineData("Replace", "News")]
    [InlineData("Add", "The library › Books › News")]
    public async Task The_title_is_built_from_three_template_levels(string choice, string title)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { false, true })
        {
            var response = await Draw(
                visitor,
                new() { ["text"] = "News", ["title"] = choice, ["footer"] = "Add" },
                htmx
            );
            var drawn = WebUtility.HtmlDecode(response.Find("#drawn").TextContent);
            Assert.Contains($"<title>{title}</title>", drawn, StringComparison.Ordinal);
            Assert.Contains("<footer>Open until six. This shelf until four.</footer>", drawn, StringComparison.Ordinal);
            Assert.Equal(!htmx, response.FindAll("h1").Count == 1);
        }
    }

    [Fact]
    public async Task A_fragment_of_the_same_page_ignores_blocks_that_its_layout_lacks()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = await Draw(
            visitor,
            new()
            {
                ["text"] = "News",
                ["title"] = "Add",
                ["asFragment"] = "true",
            },
            htmx: true
        );
        Assert.Equal("<h1>News</h1>", response.Find("#drawn").TextContent.Trim());
    }

    [Fact]
    public async Task Markup_in_the_heading_is_escaped_and_a_long_heading_is_shortened()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = await Draw(visitor, new() { ["text"] = "<b>bold</b>", ["title"] = "Replace" }, htmx: false);
        Assert.Contains(
            "<title>&lt;b&gt;bold&lt;/b&gt;</title>",
            response.Find("#drawn").TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(response.FindAll("#drawn b"));
        var cut = await Draw(visitor, new() { ["text"] = new string('x', 5_000) }, htmx: true);
        Assert.True(cut.Find("#drawn").TextContent.Length < 1_000);
    }

    [Theory]
    [InlineData("title", "Nonsense")]
    [InlineData("title", "7")]
    [InlineData("asFragment", "perhaps")]
    [InlineData("text", " ")]
    public async Task Every_input_renders_a_page(string field, string value)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = await Draw(visitor, new() { [field] = value }, htmx: true);
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Contains("<h1>", response.Find("#drawn").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_templates_shown_are_the_ones_that_run()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(Chapter);
        Assert.Equal(4, page.FindAll("#try details").Count);
        Assert.Contains("<super />", page.Find("#try").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("title"));
    }

    static async Task<Answer> Draw(Visitor visitor, Dictionary<string, string?> choices, bool htmx) =>
        await visitor.Submit(await visitor.Get(Chapter), "#levels-demo", choices, htmx);
}
