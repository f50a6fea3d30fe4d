namespace App.Tests.Patterns.Caching;

public sealed class PageCachePrivacyTests : CachedPages
{
    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_visitor_never_receives_the_antiforgery_token_of_another_visitor()
    {
        await Start();
        var first = await Get("/form");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        // This request sends the cookie, so the response has no Set-Cookie header. The response must not be cached
        // either.
        var second = await Get("/form", ("Cookie", cookie));
        Assert.False(second.Headers.Contains("Set-Cookie"));
        var stranger = await Get("/form");
        Assert.True(stranger.Headers.Contains("Set-Cookie"));
        Assert.NotEqual(await Text(second), await Text(stranger));
        Assert.Equal(0, Figures.Entries);
    }

    [Theory]
    [Trait("Statement", "P10.6")]
    [InlineData("/token-header")]
    [InlineData("/token-without-warning")]
    [InlineData("/token-copied")]
    [InlineData("/posting")]
    [InlineData("/cookie")]
    [InlineData("/private")]
    [InlineData("/no-store")]
    [InlineData("/signs-in")]
    public async Task A_personal_response_is_never_cached(string url)
    {
        await Start();
        var cookie = (await Get("/form")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        counter.Ran = 0;
        for (var i = 1; i <= 3; i++)
        {
            await Get(url, ("Cookie", cookie));
            Assert.Equal(i, counter.Ran);
        }
        Assert.Equal(0, Figures.Entries);
        Assert.Equal(4, Figures.Refused);
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_signed_in_user_gets_an_uncached_response_that_is_not_cached_for_others()
    {
        await Start();
        var alice = (await Get("/enter?name=alice")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal("/hello alice 1", await Text(await Get("/hello", ("Cookie", alice))));
        Assert.Equal("/hello nobody 2", await Text(await Get("/hello")));
        Assert.Equal("/hello alice 3", await Text(await Get("/hello", ("Cookie", alice))));
        Assert.Equal("/hello nobody 2", await Text(await Get("/hello")));
        Assert.Equal("/hello nobody 4", await Text(await Get("/hello", ("Authorization", "Token abc"))));
    }

    [Fact]
    [Trait("Statement", "P11.8")]
    public async Task A_page_cache_before_authentication_neither_stores_nor_serves_responses()
    {
        await Start(isFirst: true);
        var alice = (await Get("/enter?name=alice")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal("/hello alice 1", await Text(await Get("/hello", ("Cookie", alice))));
        Assert.Equal("/hello nobody 2", await Text(await Get("/hello")));
        Assert.Equal("/hello nobody 3", await Text(await Get("/hello")));
        Assert.Equal(0, Figures.Entries);
    }

    [Fact]
    [Trait("Statement", "P11.8")]
    [Trait("Statement", "P10.6")]
    public async Task A_response_that_requires_a_login_is_never_cached_in_either_attribute_order()
    {
        foreach (var isFirst in new[] { false, true })
        {
            await Start(isFirst: isFirst);
            var alice = (await Get("/enter?name=alice")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            foreach (var url in new[] { "/guarded-cached", "/cached-guarded" })
            {
                Assert.StartsWith(url, await Text(await Get(url, ("Cookie", alice))), StringComparison.Ordinal);
                var stranger = await Get(url);
                Assert.Equal(HttpStatusCode.Found, stranger.StatusCode);
                Assert.DoesNotContain("alice", await Text(stranger), StringComparison.Ordinal);
            }
            Assert.Equal(0, Figures.Entries);
            await app.DisposeAsync();
        }
        await Start();
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task Requests_matched_by_the_Unless_predicate_bypass_the_cache()
    {
        await Start(pages: options => options.Unless = context => context.Request.Cookies.ContainsKey("note"));
        await Get("/page");
        Assert.Equal("/page 2", await Text(await Get("/page", ("Cookie", "note=1"))));
        Assert.Equal("/page 1", await Text(await Get("/page")));
    }
}
