using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class JQueryDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/jquery";

    [Theory]
    [InlineData("a=2&b=3", 5)]
    [InlineData("a=2.5&b=3", 3)]
    [InlineData("a=+3+&b=1", 4)]
    [InlineData("a=%2B3", 3)]
    [InlineData("a=1_000", 0)]
    [InlineData("a=x&b=2", 2)]
    [InlineData("a=-5", -5)]
    [InlineData("a=1&a=9", 1)]
    [InlineData("a=", 0)]
    [InlineData("a=0x10", 0)]
    [InlineData("a=99999999999999999999&b=1", 1)]
    [InlineData("a=2147483647&b=2147483647", 4294967294)]
    public async Task Two_numbers_are_added_in_page_fragment_and_JSON(string query, long sum)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get($"{Chapter}/demo?{query}");
        var piece = await visitor.Get($"{Chapter}/demo?{query}", htmx: true);
        Assert.Equal($"{sum}", page.Find("#sum output").TextContent);
        Assert.Equal($"{sum}", piece.Find("output").TextContent);
        Assert.Equal((1, 0), (page.FindAll("h1").Count, piece.FindAll("h1, form").Count));
        Assert.Contains("HX-Request", page.Headers["Vary"], StringComparison.Ordinal);
        using var data = JsonDocument.Parse((await visitor.Get($"/api/patterns/sum?{query}")).Text);
        Assert.Equal(sum, data.RootElement.GetProperty("result").GetInt64());
        Assert.Equal($$"""{"result":{{sum}}}""", (await visitor.Get(piece.Find("a").GetAttribute("href")!)).Text);
    }

    [Theory]
    [InlineData("q=sq", new[] { "sqlite3", "sqlalchemy" })]
    [InlineData("q=%3C", new[] { "<b>bold</b>", "</script><script>" })]
    [InlineData("q=&limit=-1", new[] { "packages" })]
    [InlineData("q=nothing", new string[0])]
    public async Task Topic_names_are_found_as_JSON(string query, string[] names)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var response = await visitor.Get($"/api/patterns/topics?{query}");
        Assert.StartsWith("application/json", response.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(names, JsonSerializer.Deserialize<string[]>(response.Text));
    }

    [Theory]
    [InlineData("limit=abc")]
    [InlineData("limit=1000000000")]
    public async Task At_most_eight_topic_names_are_returned(string query)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        Assert.Equal(
            8,
            JsonSerializer.Deserialize<string[]>((await visitor.Get($"/api/patterns/topics?{query}")).Text)!.Length
        );
    }

    [Fact]
    public async Task The_chapter_contains_the_root_URL_and_lists_HTTP_traffic()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var visitor = library.NewVisitor();
        await visitor.Get("/base/api/patterns/topics?q=f");
        var page = await visitor.Get($"/base{Chapter}");
        Assert.Equal("/base/", page.Find("#library-root").TextContent);
        Assert.Equal("/base/", page.Find("html").GetAttribute("data-root"));
        Assert.Contains(
            "GET /base/api/patterns/topics?q=f",
            page.Find("#exchanges").TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("fileuploads", page.FindAll("#topics option").Select(option => option.GetAttribute("value")));
        Assert.Empty(page.FindAll("#try script"));
    }

    [Fact]
    public async Task Without_numbers_the_demo_redirects_to_its_chapter()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        Assert.Equal(Chapter, (await visitor.Get($"{Chapter}/demo")).Url.AbsolutePath);
    }
}
