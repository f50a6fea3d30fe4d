using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Demos;
using App.Blueprints.Handbook.Exchanges;
using App.Patterns.Packages;
using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Blueprints.Handbook.Exchanges;

public sealed class ExchangeTests
{
    static readonly Dictionary<string, string?> note = new() { ["text"] = "Written here", ["category"] = "info" };

    [Fact]
    public async Task Without_scripts_the_redirect_is_shown_in_the_HTTP_traffic()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(await visitor.Get("/en/patterns/flashing"), "#flash-demo", note);
        var exchange = Assert.Single(page.FindAll("#exchanges details"));
        Assert.Equal("empty", exchange.GetAttribute("data-exchange"));
        Assert.Contains("POST /en/patterns/flashing/demo HTTP/1.1", exchange.TextContent, StringComparison.Ordinal);
        Assert.Contains("text=Written here", exchange.TextContent, StringComparison.Ordinal);
        Assert.Contains("303 See Other", exchange.TextContent, StringComparison.Ordinal);
        Assert.Contains("Location: /en/patterns/flashing", exchange.TextContent, StringComparison.Ordinal);
        Assert.Contains("Set-Cookie: browser=…", exchange.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_htmx_the_fragment_is_shown_and_the_traffic_panel_is_refreshed()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(
            await visitor.Get("/en/patterns/flashing"),
            "#flash-demo",
            note,
            htmx: true,
            follow: false
        );
        Assert.Equal((HttpStatusCode.OK, "exchanged"), (answer.Status, answer.Headers["HX-Trigger"]));
        var panel = await visitor.Get("/en/patterns/flashing/exchanges", htmx: true);
        var exchange = Assert.Single(panel.FindAll("details"));
        Assert.Equal("fragment", exchange.GetAttribute("data-exchange"));
        Assert.Contains("<hx-partial hx-target=\"#flashes\"", exchange.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", panel.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_HTTP_traffic_is_private_to_its_visitor_and_contains_no_secrets()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/flashing");
        var token = form.Find("#flash-demo input[name=__RequestVerificationToken]").GetAttribute("value")!;
        await visitor.Submit(form, "#flash-demo", note);
        var page = await visitor.Submit(form, "#flash-demo", note, htmx: true);
        Assert.Empty((await other.Get("/en/patterns/flashing")).FindAll("#exchanges details"));
        var shown = string.Concat(
            (await visitor.Get("/en/patterns/flashing")).FindAll("#exchanges pre").Select(text => text.TextContent)
        );
        Assert.DoesNotContain(token, shown, StringComparison.Ordinal);
        foreach (Cookie cookie in visitor.Cookies.GetAllCookies())
            Assert.DoesNotContain(cookie.Value, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(
            page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!,
            shown,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Only_the_newest_exchanges_are_stored_and_deleted_after_an_hour()
    {
        var time = new SetTime();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(time)
        );
        using var visitor = library.NewVisitor();
        var form = await visitor.Get("/en/patterns/flashing");
        for (var i = 0; i < ExchangeStore.Newest + 3; i++)
            await visitor.Submit(form, "#flash-demo", note, htmx: true);
        Assert.Equal(
            ExchangeStore.Newest,
            (await visitor.Get("/en/patterns/flashing")).FindAll("#exchanges details").Count
        );
        time.Ahead = DemonstrationRemoval.Age + TimeSpan.FromMinutes(1);
        library.InScope(services =>
        {
            ActivatorUtilities.CreateInstance<DemonstrationRemoval>(services).Run();
            return true;
        });
        Assert.Empty((await visitor.Get("/en/patterns/flashing")).FindAll("#exchanges details"));
    }

    [Fact]
    [Trait("Statement", "P01.7")]
    [Trait("Statement", "P01.9")]
    public async Task Each_demo_is_a_child_blueprint_of_the_handbook_that_records_its_HTTP_traffic()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var pages = library.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                && page.ViewEnginePath.StartsWith("/Handbook/Demos/", StringComparison.Ordinal))
            .Select(endpoint => (
                Blueprint: endpoint.Metadata.GetMetadata<RegisteredBlueprint>()!,
                Path: $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}"))
            .ToList();
        Assert.All(pages, page => Assert.Equal("Handbook", page.Blueprint.Parent?.Name));
        Assert.Equal(
            Chapters.All.Where(chapter => ChapterText.Of(chapter).IsWritten)
                .Select(chapter => chapter.Slug).Order(StringComparer.Ordinal),
            pages.Select(page => page.Blueprint.Blueprint.Name).Distinct().Order(StringComparer.Ordinal));

        // Excludes the live example of the chapter appdispatch, which records only the requests to its mounted
        // applications. It does not record the requests with which its page polls.
        pages.RemoveAll(page => page.Blueprint.Name == "Handbook.appdispatch");
        foreach (var (blueprint, path) in pages.Where(page => page.Path.EndsWith("/demo", StringComparison.Ordinal)))
        {
            var slug = blueprint.Blueprint.Name;
            await visitor.Get(path.Replace("{lang:lang}", "en", StringComparison.Ordinal), htmx: true);
            var list = await visitor.Get($"/en/patterns/{slug}/exchanges", htmx: true);
            Assert.True(list.FindAll("details").Count > 0, $"{slug}: {path} is not recorded");
        }
    }

    [Fact]
    public async Task A_large_body_is_shortened()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(
            await visitor.Get("/en/patterns/flashing"),
            "#flash-demo",
            new Dictionary<string, string?> { ["text"] = new string('x', 100_000) }
        );
        Assert.True(page.Find("#exchanges details").TextContent.Length < 10_000);
    }

    sealed class SetTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
