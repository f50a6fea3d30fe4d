using App.Patterns.Caching.Pages;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

public sealed class FlashCachingTests
{
    [Fact]
    [Trait("Statement", "P14.8")]
    public async Task Pages_with_messages_vary_by_cookie_and_are_not_stored()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        Assert.Contains("Cookie", (await visitor.Get("/en/")).Headers["Vary"], StringComparison.Ordinal);
        await visitor.Get("/flash?text=hello");
        var home = await visitor.Get("/en/");
        Assert.Contains("Cookie", home.Headers["Vary"], StringComparison.Ordinal);
        Assert.Contains("no-store", home.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P14.8")]
    public async Task A_page_with_messages_is_never_cached_and_a_cached_page_does_not_consume_messages()
    {
        // Removes the condition that bypasses the cache while messages are waiting.
        await using var library = await TestLibrary.Start(configure: builder => builder.Services
            .PostConfigure<PageCachingOptions>(options => options.Unless = _ => false)
            .AddSingleton<IStartupFilter>(new FlashAddress()));
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        await visitor.Get("/flash?text=mine");
        Assert.Equal("mine", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
        Assert.Empty((await other.Get("/en/")).FindAll("#flashes > *"));
        await visitor.Get("/flash?text=later");
        var cached = await visitor.Get("/en/");
        Assert.Contains("Age", cached.Headers.Keys);
        Assert.Empty(cached.FindAll("#flashes > *"));
        Assert.Equal("later", (await visitor.Get("/de/")).Find("#flashes p").TextContent);
    }

    static Task<TestLibrary> Start() => TestLibrary.Start(configure: builder =>
        builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));
}
