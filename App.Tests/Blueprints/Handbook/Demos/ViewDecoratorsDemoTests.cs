using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class ViewDecoratorsDemoTests
{
    const string Chapter = "/en/patterns/viewdecorators";

    [Fact]
    [Trait("Statement", "P11.3")]
    public async Task A_visitor_is_redirected_to_sign_in_and_the_handler_does_not_run()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var view in new[] { "members", "both" })
        {
            var led = await visitor.Get($"{Chapter}/{view}");
            Assert.Equal(
                ("/en/account/sign-in", $"?next=%2Fen%2Fpatterns%2Fviewdecorators%2F{view}"),
                (led.Url.AbsolutePath, led.Url.Query)
            );
            var refused = await Request(
                visitor,
                view,
                ("HX-Request", "true"),
                ("HX-Current-URL", $"{library.Address.AbsoluteUri.TrimEnd('/')}{Chapter}")
            );
            Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
            Assert.Equal("/en/account/sign-in?next=%2Fen%2Fpatterns%2Fviewdecorators", refused.Headers["HX-Redirect"]);
            Assert.Equal("0", Runs(await visitor.Get(Chapter), view));
        }
        var panel = (await visitor.Get(Chapter)).Find("#exchanges").TextContent;
        Assert.Contains("302 Found", panel, StringComparison.Ordinal);
        Assert.Contains("401 Unauthorized", panel, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P11.8")]
    public async Task A_member_gets_an_uncached_response_each_time_even_from_a_cached_view()
    {
        await using var library = await TestLibrary.Start();
        using var member = await library.SignUp("adaada");
        using var visitor = library.NewVisitor();
        foreach (var view in new[] { "members", "both" })
        {
            for (var time = 1; time < 3; time++)
            {
                var response = await member.Get($"{Chapter}/{view}");
                Assert.Contains("adaada", response.Find("#decorated").TextContent, StringComparison.Ordinal);
                Assert.Contains(
                    $"Run{time}",
                    response
                        .Find("#decorated")
                        .TextContent.Replace(" ", "", StringComparison.Ordinal)
                        .ReplaceLineEndings(""),
                    StringComparison.Ordinal
                );
            }
            Assert.Equal("/en/account/sign-in", (await visitor.Get($"{Chapter}/{view}")).Url.AbsolutePath);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P11.7")]
    public async Task The_cached_view_runs_once_for_each_colour(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        // Sends a first request. Its response is not cached, because it sets the cookie that identifies the browser.
        await visitor.Get($"{Chapter}/card", htmx);
        foreach (var query in new[] { "", "?utm=1", "?colour=red", "?utm=x&colour=red", "?colour=red", "" })
        {
            var response = await visitor.Get($"{Chapter}/cached{query}", htmx);
            Assert.Equal(htmx ? 0 : 1, response.FindAll("h1").Count);
            Assert.Contains(
                query.Contains("red", StringComparison.Ordinal) ? "red" : "nothing",
                response.Find("#decorated").TextContent,
                StringComparison.Ordinal
            );
        }
        Assert.Equal("2", Runs(await visitor.Get(Chapter), "cached"));
    }

    [Fact]
    public async Task A_response_reloads_the_table_of_runs()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        await visitor.Get($"{Chapter}/card", htmx: true);
        foreach (var (colour, runs) in new[] { ("red", "1"), ("blue", "2"), ("red", "2") })
        {
            var load = (await visitor.Get($"{Chapter}/cached?colour={colour}", htmx: true)).Find("[hx-trigger=load]");
            Assert.Equal("#decorated-runs", load.GetAttribute("hx-target"));
            var table = await visitor.Get(load.GetAttribute("hx-get")!, htmx: true);
            Assert.DoesNotContain("<html", table.Text, StringComparison.Ordinal);
            Assert.Single(table.FindAll("#decorated-runs"));
            Assert.Equal(runs, Runs(table, "cached"));
        }
    }

    [Fact]
    [Trait("Statement", "P11.9")]
    public async Task Data_is_a_page_fragment_or_JSON_and_other_results_are_unchanged()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal("A decorated view", (await visitor.Get($"{Chapter}/card/ada")).Find("h1").TextContent);
        var fragment = await visitor.Get($"{Chapter}/card/ada", htmx: true);
        Assert.Empty(fragment.FindAll("h1"));
        Assert.Contains("ada", fragment.Find("#decorated").TextContent, StringComparison.Ordinal);
        using var data = JsonDocument.Parse(
            (await Request(visitor, "card/%3Cb%3E", ("Accept", "application/json"), ("HX-Request", "true"))).Text
        );
        Assert.Equal(
            ("<b>", 3),
            (data.RootElement.GetProperty("given").GetString(), data.RootElement.GetProperty("ran").GetInt32())
        );
        Assert.Equal($"{Chapter}/card", (await visitor.Get($"{Chapter}/card/elsewhere")).Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"{Chapter}/card/missing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"{Chapter}/card/{new string('x', 41)}")).Status);
        Assert.Equal("4", Runs(await visitor.Get(Chapter), "Handbook.Demos.ViewDecorators.Decorated"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/base")]
    [Trait("Statement", "P11.10")]
    public async Task URLs_are_generated_from_the_endpoint_name_and_lead_to_the_view(string root)
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = root });
        using var visitor = library.NewVisitor();
        var addresses = (await visitor.Get($"{root}{Chapter}"))
            .FindAll("#decorated-addresses a")
            .Select(link => link.GetAttribute("href")!)
            .ToList();
        Assert.Equal(
            [$"{root}{Chapter}/card", $"{root}{Chapter}/card/ada", $"{root}{Chapter}/card/gr%C3%BC%C3%9Fe%2F%3F"],
            addresses
        );
        foreach (var address in addresses)
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(address)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_demo_redirects_to_its_chapter_and_is_a_fragment_for_htmx(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var response = await visitor.Get($"{Chapter}/demo", htmx);
        Assert.Equal(htmx ? $"{Chapter}/demo" : Chapter, response.Url.AbsolutePath);
        Assert.Equal(4, response.FindAll("#decorated-views tbody tr").Count);
    }

    static string Runs(Answer page, string view) => page.Find($"tr[data-view='{view}'] .number").TextContent;

    static async Task<Answer> Request(Visitor visitor, string view, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Chapter}/{view}");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await visitor.Send(request);
    }
}
