using AngleSharp.Dom;
using App.Blueprints.Handbook.Demos.LazyViews;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class LazyLoadingDemoTests
{
    const string Chapter = "/en/patterns/lazyloading";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P16.2")]
    [Trait("Statement", "P16.4")]
    public async Task The_first_request_loads_a_view_and_the_next_one_reuses_it(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Contains(
            "Not built yet",
            (await visitor.Get(Chapter)).Find("#late-views").TextContent,
            StringComparison.Ordinal
        );
        var first = await Send(visitor, "/hello", htmx);
        Assert.Equal(!htmx, first.Text.Contains("<html", StringComparison.Ordinal));
        Assert.Equal(("200 Hello visitor.", "loaded it"), Last(first));
        Assert.Equal(["loaded", "not loaded", "not loaded", "not loaded"], States(first));
        Assert.Matches(@"^\d+\.\d\d ms$", first.Find("tr[data-view=Hello] .number").TextContent);
        Assert.Matches(@"^[\d,]+ bytes$", first.Find("tr[data-view=Hello] .number:last-child").TextContent);
        Assert.Equal(("200 Hello ada.", ""), Last(await Send(visitor, "/hello/ada", htmx)));
        Assert.Equal(("200 {\"result\":5}", "loaded it"), Last(await Send(visitor, "/sum/2/3", htmx)));
        Assert.Equal("loaded it", Last(await Send(visitor, "/clock", htmx)).Loads);
        Assert.Equal("", Last(await Send(visitor, "/clock", htmx)).Loads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P16.5")]
    [Trait("Statement", "P16.7")]
    public async Task A_wrong_view_name_fails_alone_each_time_and_the_check_reports_it(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal("500", Last(await Send(visitor, "/missing", htmx)).Response.Trim());
        var again = await Send(visitor, "/missing", htmx);
        Assert.Contains("failed 2 ×", again.Find("tr[data-view=Missing]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "LazySampleViews has no public method Missing",
            again.Find("tr[data-view=Missing]").TextContent,
            StringComparison.Ordinal
        );
        var page = await visitor.Get(Chapter);
        var check = await visitor.Submit(page, "#late-check", htmx: htmx);
        Assert.Contains("1 of 4 cannot be loaded", check.Find("#late-wrong").TextContent, StringComparison.Ordinal);
        Assert.Contains("Missing (/missing)", check.Find("#late-wrong").TextContent, StringComparison.Ordinal);
        Assert.Equal(["loaded", "loaded", "failed 3 ×", "loaded"], States(check));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Starting_over_needs_no_restart_and_affects_only_the_visitor(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        await Send(visitor, "/clock", htmx);
        await Send(other, "/clock", htmx);
        var restarted = await visitor.Submit(await visitor.Get(Chapter), "#late-new", htmx: htmx);
        Assert.Contains("Not built yet", restarted.Find("#late-views").TextContent, StringComparison.Ordinal);
        Assert.Empty(restarted.FindAll("#late-calls"));
        Assert.Equal("loaded it", Last(await Send(visitor, "/clock", htmx)).Loads);
        Assert.Equal("", Last(await Send(other, "/clock", htmx)).Loads);
    }

    [Fact]
    public async Task An_unlisted_path_is_404()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await Send(visitor, "/hello/<b>", htmx: true)).Status);
        Assert.Contains(
            "Not built yet",
            (await visitor.Get(Chapter)).Find("#late-views").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_lazy_views_of_the_library_are_listed_without_loading_them()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var views = (await visitor.Get(Chapter)).Find("#library-views");
        Assert.Contains("Transfer.Export", views.TextContent, StringComparison.Ordinal);
        Assert.Contains("/export/links.{format}", views.TextContent, StringComparison.Ordinal);
        Assert.All(views.QuerySelectorAll("tr[data-view]"), row => Assert.Equal(("not loaded", "", ""), StateOf(row)));
        Assert.Equal(("not loaded", "", ""), StateOf(views.QuerySelector("tr[data-part='Import and export']")!));
        using var ada = await library.SignUp("ada-l");
        await ada.Get("/export/links.csv");
        await ada.Get("/en/import");
        views = (await visitor.Get(Chapter)).Find("#library-views");
        foreach (
            var loaded in (string[])
                ["tr[data-view='Transfer.Export']", "tr[data-part='Import and export']", "tr[data-part=Handbook]"]
        )
        {
            var (state, took, bytes) = StateOf(views.QuerySelector(loaded)!);
            Assert.Matches(@"^loaded at \d\d:\d\d:\d\d UTC$", state);
            Assert.Matches(@"^[\d,]+\.\d\d ms$", took);
            Assert.Matches(@"^[\d,]+ bytes$", bytes);
        }
    }

    [Fact]
    public async Task At_most_twenty_visitors_have_their_own_views()
    {
        var visitors = new VisitorsLateViews();
        var first = visitors.Of("visitor 0");
        Assert.Same(first, visitors.Of("visitor 0"));
        for (var number = 1; number < 21; number++) visitors.Of($"visitor {number}");
        Assert.Null(visitors.Find("visitor 0"));
        Assert.True((await visitors.Of("visitor 20").Send("/hello")).Loads);
        Assert.Equal(404, (await visitors.Of("visitor 20").Send("/")).Status);
    }

    static async Task<Answer> Send(Visitor visitor, string path, bool htmx) =>
        await visitor.Submit(
            await visitor.Get(Chapter),
            "#lazyloading-demo",
            new Dictionary<string, string?> { ["path"] = path },
            htmx
        );

    static (string Response, string Loads) Last(Answer page)
    {
        var cells = page.Find("#late-calls tbody tr").Children;
        return (cells[1].TextContent, cells[2].TextContent);
    }

    // Returns the state of each view, such as "loaded", without the time that follows " at ".
    static IEnumerable<string> States(Answer page) => page.FindAll("#late-views tbody tr")
        .Select(row => row.Children[2].FirstChild!.TextContent.Trim().Split(" at ")[0]);

    static (string State, string Took, string Bytes) StateOf(IElement row) =>
        (row.Children[2].TextContent, row.Children[3].TextContent, row.Children[4].TextContent);
}
