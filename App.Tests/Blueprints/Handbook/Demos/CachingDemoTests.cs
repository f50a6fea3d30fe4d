using App.Blueprints.Handbook.Demos.Caching;
using App.Patterns.Caching;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class CachingDemoTests
{
    const string Chapter = "/en/patterns/caching";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_result_is_computed_once_and_cached_until_it_is_evicted(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Contains(
            "Nothing is cached",
            (await visitor.Get(Chapter)).Find("#caching-cached").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(("1", "miss: counted and cached"), Last(await Try(visitor, CachingWay.Request, htmx)));
        var hit = await Try(visitor, CachingWay.Request, htmx);
        Assert.Equal(("0", "hit: not counted"), Last(hit));
        Assert.Equal(!htmx, hit.Text.Contains("<html", StringComparison.Ordinal));
        Assert.Matches(
            @"Cached: [\d,]{5,} words in [\d,]{5,} lines of \d{3,} files",
            hit.Find("#caching-cached").TextContent
        );
        var removed = await Try(visitor, CachingWay.Remove, htmx);
        Assert.Equal(("0", "removed"), Last(removed));
        Assert.Contains("Nothing is cached", removed.Find("#caching-cached").TextContent, StringComparison.Ordinal);
        Assert.Equal(("1", "miss: counted and cached"), Last(await Try(visitor, CachingWay.Request, htmx)));
    }

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task Ten_parallel_requests_run_one_computation()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.Equal(("1", "counted 1 × for 10"), Last(await Try(visitor, CachingWay.Many, htmx: true)));
    }

    [Fact]
    [Trait("Statement", "P10.1")]
    [Trait("Statement", "P10.5")]
    public async Task A_cached_result_can_be_renewed_and_bypassed_and_expires()
    {
        var clock = new SetClock();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock)
        );
        using var visitor = library.NewVisitor();
        await Try(visitor, CachingWay.Request, htmx: true);
        clock.Go(TimeSpan.FromSeconds(20));
        Assert.Equal(("1", "counted, not cached"), Last(await Try(visitor, CachingWay.Bypass, htmx: true)));
        Assert.Contains(
            "counted 20 s ago",
            (await visitor.Get(Chapter)).Find("#caching-cached").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(("1", "counted and cached"), Last(await Try(visitor, CachingWay.Renew, htmx: true)));
        Assert.Contains(
            "counted 0 s ago",
            (await visitor.Get(Chapter)).Find("#caching-cached").TextContent,
            StringComparison.Ordinal
        );
        clock.Go(TimeSpan.FromSeconds(CachingDemo.Seconds - 1));
        Assert.Equal(("0", "hit: not counted"), Last(await Try(visitor, CachingWay.Request, htmx: true)));
        clock.Go(TimeSpan.FromSeconds(2));
        Assert.Equal(("1", "miss: counted and cached"), Last(await Try(visitor, CachingWay.Request, htmx: true)));
    }

    [Fact]
    public async Task Each_visitor_has_their_own_cached_result_and_a_limited_list_of_trials()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        for (var i = 0; i < 8; i++) await Try(visitor, CachingWay.Request, htmx: true);
        Assert.Equal(6, (await visitor.Get(Chapter)).FindAll("#caching-trials tbody tr").Count);
        Assert.Empty((await other.Get(Chapter)).FindAll("#caching-trials"));
        Assert.Equal(("1", "miss: counted and cached"), Last(await Try(other, CachingWay.Request, htmx: true)));
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task Without_a_cache_the_result_is_computed_each_time()
    {
        await using var library = await TestLibrary.Start(settings => settings with { Cache = CacheBackend.None });
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 2; i++)
            Assert.Equal("1", Last(await Try(visitor, CachingWay.Request, htmx: true)).Counted);
        Assert.Contains(
            "Nothing is cached",
            (await visitor.Get(Chapter)).Find("#caching-cached").TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cached_response_is_shared_and_a_request_with_its_ETag_gets_304(bool htmx)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        // Sends one request from each browser first. That response is not cached, because it sets the cookie that
        // identifies the browser.
        foreach (var one in new[] { visitor, other }) await one.Get($"{Chapter}/response", htmx);
        var first = await visitor.Get($"{Chapter}/response", htmx);
        var second = await other.Get($"{Chapter}/response", htmx);
        Assert.Equal(first.Find("#cached-response").OuterHtml, second.Find("#cached-response").OuterHtml);
        Assert.True(second.Headers.ContainsKey("Age"));
        Assert.Equal(htmx ? 0 : 1, first.FindAll("h1").Count);
        var unchanged = await Revalidate(visitor, first.Headers["ETag"], htmx);
        Assert.Equal((HttpStatusCode.NotModified, ""), (unchanged.Status, unchanged.Text));
        Assert.Contains(
            "304 Not Modified",
            (await visitor.Get(Chapter)).Find("#exchanges details").TextContent,
            StringComparison.Ordinal
        );
        await visitor.Submit(await visitor.Get(Chapter), "#caching-change", htmx: htmx);
        var changed = await Revalidate(visitor, first.Headers["ETag"], htmx);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.Find("#cached-response").OuterHtml, changed.Find("#cached-response").OuterHtml);
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_member_gets_an_uncached_response()
    {
        await using var library = await TestLibrary.Start();
        using var member = await library.SignUp("adaada");
        var responses = new[] { await member.Get($"{Chapter}/response"), await member.Get($"{Chapter}/response") };
        Assert.Equal(2, responses.Select(response => response.Find("#cached-response").OuterHtml).Distinct().Count());
        Assert.All(responses, response => Assert.False(response.Headers.ContainsKey("Age")));
    }

    static async Task<Answer> Try(Visitor visitor, CachingWay way, bool htmx) =>
        await visitor.Submit(
            await visitor.Get(Chapter),
            "#caching-demo",
            new Dictionary<string, string?> { ["way"] = $"{way}" },
            htmx
        );

    static async Task<Answer> Revalidate(Visitor visitor, string tag, bool htmx)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Chapter}/response");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (htmx) request.Headers.Add("HX-Request", "true");
        return await visitor.Send(request);
    }

    static (string? Counted, string What) Last(Answer page)
    {
        var row = page.Find("#caching-trials tbody tr");
        return (row.GetAttribute("data-counted"), row.Children[1].TextContent.Trim());
    }
}
