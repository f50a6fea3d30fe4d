using App.Blueprints.Handbook.Demos.AppDispatch;
using App.Tests.Patterns.AppDispatch;
using App.Tests.Testing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class AppDispatchDemoTests
{
    const string Chapter = "/en/patterns/appdispatch";

    [Theory]
    [InlineData("/garden/", 200, "garden", "/garden", "/")]
    [InlineData("/garden/door/3", 200, "garden", "/garden", "/door/3")]
    [InlineData("/mill", 200, "mill", "/mill", "empty")]
    [InlineData("//mill/door/3", 200, "mill", "//mill", "/door/3")]
    [InlineData("/harbour/nowhere", 404, "harbour", "/harbour", "/nowhere")]
    [InlineData("/harbour//door/3", 404, "harbour", "/harbour", "//door/3")]
    [InlineData("/Garden/", 404, "the outer application", "", "/Garden/")]
    [InlineData("/gardens/", 404, "the outer application", "", "/gardens/")]
    [InlineData("/%3Cb%3E", 404, "the outer application", "", "/<b>")]
    [InlineData("/", 404, "the outer application", "", "/")]
    [InlineData("", 404, "the outer application", "", "empty")]
    public async Task The_first_segment_selects_the_application_for_page_and_fragment(
        string path,
        int status,
        string by,
        string root,
        string rest
    )
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/apps" });
        using var visitor = library.NewVisitor();
        foreach (var htmx in (bool[])[true, false])
        {
            var response = await visitor.Get($"/apps{Chapter}/apps{path}", htmx);
            Assert.Equal((status, by), ((int)response.Status, response.Find("h3 strong").TextContent));
            Assert.Equal(
                [$"/apps{Chapter}/apps{root}", rest],
                response.FindAll("dd").Take(2).Select(value => value.TextContent)
            );
            Assert.Equal(htmx ? 0 : 1, response.FindAll("title").Count);
            Assert.Empty(response.FindAll("dd b"));
            Assert.Contains("HX-Request", response.Headers["Vary"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_application_has_its_own_counter_and_generates_URLs_below_its_path_base()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        await visitor.Get($"{Chapter}/apps/garden/");
        var garden = await visitor.Get($"{Chapter}/apps/garden/nowhere", htmx: true);
        var mill = await visitor.Get($"{Chapter}/apps/mill/", htmx: true);
        Assert.Equal("2", garden.FindAll("dd")[2].TextContent);
        Assert.Equal("1", mill.FindAll("dd")[2].TextContent);
        Assert.Equal($"{Chapter}/apps/garden/door/2", garden.Find("a").GetAttribute("href"));
        Assert.Equal(
            "Door 2. It is open.",
            (await visitor.Get(garden.Find("a").GetAttribute("href")!)).Find("p").TextContent
        );
    }

    [Fact]
    public async Task An_application_is_built_once_on_its_first_request_and_unknown_names_neither_build_nor_evict()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.All((await visitor.Get(Chapter)).FindAll("[data-place]"), place =>
            Assert.Contains("Not built yet", place.TextContent, StringComparison.Ordinal)
        );
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.Get($"{Chapter}/apps/garden/")));
        foreach (var name in (string[])["harbour", "mill"]) await visitor.Get($"{Chapter}/apps/{name}");
        for (var i = 0; i < 20; i++) await visitor.Get($"{Chapter}/apps/castle{i}/");
        var places = await visitor.Get($"{Chapter}/demo", htmx: true);
        Assert.Contains(
            "has handled 20 requests",
            places.Find("[data-place=garden]").TextContent,
            StringComparison.Ordinal
        );
        Assert.All(places.FindAll("[data-place]"), place =>
            Assert.Contains("Built once", place.TextContent, StringComparison.Ordinal)
        );
        Assert.Equal(3, places.FindAll("[data-place]").Count);
    }

    [Fact]
    public async Task An_idle_application_is_closed_and_built_again_on_the_next_request()
    {
        var time = new Clock();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time))
        );
        using var visitor = library.NewVisitor();
        await visitor.Get($"{Chapter}/apps/garden/");
        await visitor.Get($"{Chapter}/apps/garden/");
        var places = library.Services.GetRequiredService<Places>();
        Assert.Equal(2, places.Running("garden")?.Requests);
        while (places.Running("garden") is not null)
            time.Pass(TimeSpan.FromSeconds(61));
        Assert.Contains(
            "Stopped",
            (await visitor.Get($"{Chapter}/demo", htmx: true)).Find("[data-place=garden]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("1", (await visitor.Get($"{Chapter}/apps/garden/", htmx: true)).FindAll("dd")[2].TextContent);
        Assert.Equal(2, places.Made("garden"));
    }

    [Fact]
    public async Task HTTP_traffic_is_listed_and_the_way_back_works_without_scripts()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(await visitor.Get(Chapter), "#appdispatch-demo");
        Assert.Equal($"{Chapter}/apps/", page.Url.AbsolutePath);
        var document = await visitor.Get($"{Chapter}/apps/garden/");
        Assert.Equal(
            HttpStatusCode.OK,
            (await visitor.Get(new Uri(document.Url, document.Find("link").GetAttribute("href")).AbsolutePath)).Status
        );
        var chapter = await visitor.Get(document.Find("p:last-child a").GetAttribute("href")!);
        Assert.Contains($"{Chapter}/apps/garden/", chapter.Find("#exchanges").TextContent, StringComparison.Ordinal);
    }
}
