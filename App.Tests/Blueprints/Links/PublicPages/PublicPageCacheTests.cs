using App.Patterns.Caching;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.PublicPages;

public sealed class PublicPageCacheTests
{
    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task Unknown_query_parameters_share_one_cache_entry_and_do_not_reach_the_page()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 100; i++)
        {
            var page = await visitor.Get($"/en/@ada1?utm_x={i}&is=unread");
            Assert.DoesNotContain("utm_x", page.Text, StringComparison.Ordinal);
        }
        Assert.Equal((1, 1), (Pages(library).Entries, Pages(library).Misses));
        await visitor.Get("/en/@ada1?sort=site&sort=title");
        await visitor.Get("/en/@ada1?sort=title&sort=site");
        // Polls, because the server adds a page to the cache only after it has sent the response.
        await Poll.Until(() => Pages(library).Entries == 3);
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task Page_fragment_language_and_theme_are_cached_separately()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++)
        {
            Assert.Single((await visitor.Get("/en/@ada1")).FindAll("main"));
            var fragment = await visitor.Get("/en/@ada1", htmx: true);
            Assert.Empty(fragment.FindAll("main"));
            Assert.Contains("HX-Request", fragment.Headers["Vary"], StringComparison.Ordinal);
            Assert.Equal(i > 0, IsKept(fragment));
            Assert.Equal("de", (await visitor.Get("/de/@ada1")).Find("html").GetAttribute("lang"));
        }
        using var dark = library.NewVisitor();
        await dark.Submit(
            await dark.Get("/en/account/theme"),
            "form#theme",
            new Dictionary<string, string?> { ["theme"] = "dark" }
        );
        Assert.Equal("dark", (await dark.Get("/en/@ada1")).Find("html").GetAttribute("data-theme"));
        Assert.Equal("auto", (await visitor.Get("/en/@ada1")).Find("html").GetAttribute("data-theme"));
    }

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task Parallel_visitors_share_one_query_for_all_forms_of_a_list()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        var asking = Enumerable.Range(0, 40).Select(async i =>
        {
            using var visitor = library.NewVisitor();
            return await visitor.Get($"/{(i % 2 == 0 ? "en" : "fr")}/@ada1", htmx: i % 4 > 1);
        });
        Assert.All(await Task.WhenAll(asking), page => Assert.Equal(["One"], page.Titles()));
        Assert.Equal(4, Pages(library).Misses);
        Assert.Equal(1, library.Services.GetRequiredService<CacheStatistics>().Data.Misses);
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task A_library_without_a_cache_returns_the_same_responses()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Cache = CacheBackend.None });
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/", "One", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++) Assert.False(IsKept(await visitor.Get("/en/@ada1")));
        Assert.Equal(["One"], (await visitor.Get("/en/@ada1")).Titles());
    }

    static bool IsKept(Answer answer) => answer.Headers.ContainsKey("Age");

    static CacheCounters Pages(TestLibrary library) => library.Services.GetRequiredService<CacheStatistics>().Pages;
}
