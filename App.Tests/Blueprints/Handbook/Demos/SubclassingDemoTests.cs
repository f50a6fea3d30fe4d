using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class SubclassingDemoTests
{
    const string Chapter = "/en/patterns/subclassing";

    [Theory]
    [InlineData("", "b = 1|a = 2|b = 3|c = 4", "b = 1, 3|a = 2|c = 4")]
    [InlineData("?A=1&a=2&A=3", "A = 1|a = 2|A = 3", "a = 1, 2, 3")]
    [InlineData("?a&b=&&c=+%20", "a = (empty)|b = (empty)|c =   ", "a = (empty)|b = (empty)|c =   ")]
    [InlineData("?x=<b>", "x = <b>", "x = <b>")]
    public async Task The_subclass_keeps_parameter_order_and_the_other_application_does_not(
        string query,
        string ordered,
        string plain
    )
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var htmx in (bool[])[true, false])
        {
            var page = await visitor.Get($"{Chapter}/demo{query}", htmx);
            Assert.Equal(ordered, Seen(page, "OrderedTrailApp"));
            Assert.Equal(plain, Seen(page, "QueryEchoApp"));
            Assert.Empty(page.FindAll("#try li b, [data-app] b"));
            Assert.Equal(htmx, !page.Text.Contains("<html", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_is_added_at_the_end_and_removing_one_keeps_the_order_of_the_others(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(
            await visitor.Get(Chapter),
            "#trail-add",
            new Dictionary<string, string?> { ["tag"] = "sql" },
            htmx
        );
        Assert.Equal("b = 1|a = 2|b = 3|c = 4|tag = sql", Seen(page, "OrderedTrailApp"));
        page = await visitor.Submit(page, "#trail li:nth-child(2) form", htmx: htmx);
        Assert.Equal("b = 1|b = 3|c = 4|tag = sql", Seen(page, "OrderedTrailApp"));
        Assert.Contains("GET", (await visitor.Get(Chapter)).Find("#exchanges").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_query_string_is_shown_as_written()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(
            "?a&b=&&c=+%20%FF",
            (await visitor.Get($"{Chapter}/demo?a&b=&&c=+%20%FF")).Find("#trail-written code").TextContent
        );
    }

    [Fact]
    public async Task A_long_trail_is_shortened_and_nothing_can_be_added()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(
            $"{Chapter}/demo?{string.Join('&', Enumerable.Range(0, 500).Select(number => $"n{number}={number}"))}",
            htmx: true
        );
        Assert.Equal(12, page.FindAll("#trail li").Count);
        Assert.All(page.FindAll("#trail-add button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Get($"{Chapter}/demo?{new string('&', 2000)}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"{Chapter}?x={new string('x', 5_000)}")).Status);
    }

    static string Seen(Answer page, string app) =>
        string.Join('|', page.FindAll($"[data-app={app}] li").Select(step => step.TextContent));
}
