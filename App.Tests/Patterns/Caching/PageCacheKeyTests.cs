using App.Tests.Testing;
namespace App.Tests.Patterns.Caching;

public sealed class PageCacheKeyTests : CachedPages
{
    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task The_cache_key_contains_host_path_base_culture_and_the_VaryBy_value()
    {
        await Start(pages: options => options.VaryBy = context => context.Request.Cookies["theme"] ?? "");
        Assert.Equal("/page 1", await Text(await Get("/page")));
        Assert.Equal("/page 2", await Text(await Get("/page", ("Cookie", "theme=dark"))));
        Assert.Equal("/page 3", await Text(await Get("/page", ("Host", "other.example"))));
        Assert.Equal("/page 4", await Text(await Get("/base/page")));
        Assert.Equal("/Page 5", await Text(await Get("/Page")));
        Assert.Equal("/page 6", await Text(await Get("/page", ("Accept-Language", "de"))));
        Assert.Equal("/page 1", await Text(await Get("/page")));
        await Poll.Until(() => Figures.Entries == 6);
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task Unlisted_query_parameters_reach_neither_page_nor_key_and_listed_ones_are_sorted()
    {
        await Start();
        Assert.Equal("/query ?a=1&b=2 1", await Text(await Get("/query?b=2&a=1")));
        Assert.Equal("/query ?a=1&b=2 1", await Text(await Get("/query?a=1&b=2&utm_x=7")));
        Assert.Equal("/query ?a=1&b=2 1", await Text(await Get("/query?A=1&B=2")));
        for (var i = 0; i < 200; i++) await Get($"/query?a=1&b=2&utm_x={i}");
        Assert.Equal(1, counter.Ran);
        await Poll.Until(() => Figures.Entries == 1);
        // The order of values with the same name may be significant, so each order has its own cache entry.
        Assert.Equal("/query ?a=1&a=2 2", await Text(await Get("/query?a=1&a=2")));
        Assert.Equal("/query ?a=2&a=1 3", await Text(await Get("/query?a=2&a=1")));
        Assert.Equal("/query ?a=1%1Eb%1F 4", await Text(await Get("/query?a=1%1Eb%1F")));
        Assert.Equal("/query  5", await Text(await Get("/query?utm_x")));
    }

    [Fact]
    [Trait("Statement", "P11.7")]
    public async Task HEAD_shares_the_cached_response_of_GET_and_other_methods_are_not_cached()
    {
        await Start();
        using var head = new HttpRequestMessage(HttpMethod.Head, "/page");
        var answer = await app.Http.SendAsync(head, Stop);
        Assert.Equal((7, ""), (answer.Content.Headers.ContentLength, await Text(answer)));
        var get = await Get("/page");
        Assert.Equal("/page 1", await Text(get));
        Assert.Equal(answer.Headers.ETag, get.Headers.ETag);
        using var post = await app.Http.PostAsync("/page", null, Stop);
        Assert.Equal("/page 2", await Text(post));
    }
}
