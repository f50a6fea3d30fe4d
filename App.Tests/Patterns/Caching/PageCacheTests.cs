using System.Globalization;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.Caching.Resilience;
using App.Tests.Testing;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Distributed;

namespace App.Tests.Patterns.Caching;

public sealed class PageCacheTests : IAsyncDisposable
{
    readonly Counter counter = new();
    readonly SharedMemory shared = new();
    BareApp app = null!;

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task A_hundred_parallel_requests_for_an_uncached_page_run_one_computation()
    {
        await Start();
        var asking = Enumerable.Range(0, 100).Select(_ => app.Http.GetStringAsync("/slow", Stop)).ToList();
        await counter.Begun.Task;
        while (app.Services.GetRequiredService<Arrivals>().Count < 100) await Task.Yield();
        counter.Go.SetResult();
        Assert.All(await Task.WhenAll(asking), text => Assert.Equal("/slow 1", text));
        Assert.Equal(1, counter.Ran);
        Assert.Equal((1, 99), (Figures.Misses, Figures.Hits));
    }

    [Fact]
    [Trait("Statement", "P10.4")]
    public async Task An_aborted_first_request_does_not_affect_the_waiting_requests()
    {
        await Start();
        using var leaving = new CancellationTokenSource();
        var first = app.Http.GetStringAsync("/patient", leaving.Token);
        await counter.Begun.Task;
        var waiting = Enumerable.Range(0, 5).Select(_ => app.Http.GetStringAsync("/patient", Stop)).ToList();
        while (app.Services.GetRequiredService<Arrivals>().Count < 6) await Task.Yield();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await counter.Left.Task;
        counter.Go.SetResult();
        Assert.All(await Task.WhenAll(waiting), text => Assert.Equal("/patient 1", text));
        Assert.Equal("/patient 1", await Text(await Get("/patient")));
    }

    [Fact]
    [Trait("Statement", "P10.1")]
    public async Task A_cached_response_has_an_Age_header_and_a_fresh_one_has_none()
    {
        await Start();
        Assert.False((await Get("/page")).Headers.Age.HasValue);
        var kept = await Get("/page");
        Assert.True(kept.Headers.Age.HasValue);
        Assert.Equal("/page 1", await Text(kept));
        Assert.Equal((1, 1, 1), (Figures.Entries, Figures.Hits, Figures.Misses));
        Assert.InRange(Figures.Bytes, 50, 2000);
    }

    [Fact]
    [Trait("Statement", "P10.6")]
    public async Task A_visitor_never_receives_the_antiforgery_token_of_another_visitor()
    {
        await Start();
        var first = await Get("/form");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        // This request has the cookie, so the response sets none. It must still not be cached.
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

    [Theory]
    [Trait("Statement", "P10.5")]
    [InlineData("/status/500")]
    [InlineData("/status/404")]
    [InlineData("/status/302")]
    public async Task An_error_response_is_never_cached(string url)
    {
        await Start();
        await Get(url);
        await Get(url);
        Assert.Equal(2, counter.Ran);
    }

    [Fact]
    [Trait("Statement", "P10.5")]
    public async Task A_page_that_throws_runs_again_on_the_next_request()
    {
        await Start();
        Assert.Equal(HttpStatusCode.InternalServerError, (await Get("/throws-once")).StatusCode);
        Assert.Equal("/throws-once 2", await Text(await Get("/throws-once")));
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
        Assert.Equal(6, Figures.Entries);
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
        Assert.Equal(1, Figures.Entries);
        // The order of values with the same name may be significant.
        Assert.Equal("/query ?a=1&a=2 2", await Text(await Get("/query?a=1&a=2")));
        Assert.Equal("/query ?a=2&a=1 3", await Text(await Get("/query?a=2&a=1")));
        Assert.Equal("/query ?a=1%1Eb%1F 4", await Text(await Get("/query?a=1%1Eb%1F")));
        Assert.Equal("/query  5", await Text(await Get("/query?utm_x")));
    }

    [Fact]
    public async Task The_page_cache_is_limited_in_memory()
    {
        await Start(pages: options => (options.PageBytes, options.MaxPageBytes) = (30_000, 5_000));
        for (var i = 0; i < 300; i++) await Get($"/query?a={i}{new string('x', 900)}");
        Assert.InRange(Figures.Bytes, 1, 30_000);
        await Get("/large");
        await Get("/large");
        Assert.Equal(302, counter.Ran);
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_new_version_or_tag_eviction_invalidates_a_cached_response()
    {
        await Start();
        Assert.Equal("/versioned 1", await Text(await Get("/versioned")));
        Assert.Equal("/versioned 1", await Text(await Get("/versioned")));
        counter.Version = "2";
        Assert.Equal("/versioned 2", await Text(await Get("/versioned")));
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("things", Stop);
        Assert.Equal(0, Figures.Entries);
        Assert.Equal("/versioned 3", await Text(await Get("/versioned")));
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task An_entry_cached_again_under_its_key_can_be_evicted_again()
    {
        await Start();
        var pages = app.Services.GetRequiredService<IOutputCacheStore>();
        for (var i = 0; i < 2_000; i++)
        {
            await pages.SetAsync("page", [1], ["things"], TimeSpan.FromMinutes(1), Stop);
            await pages.EvictByTagAsync("things", Stop);
            Assert.Null(await pages.GetAsync("page", Stop));
        }
    }

    [Fact]
    [Trait("Statement", "P10.3")]
    public async Task A_response_computed_during_a_change_is_not_served_afterwards()
    {
        await Start();
        var early = app.Http.GetStringAsync("/slow-versioned", Stop);
        await counter.Begun.Task;
        // The page has read the old version. Simulates a write at this moment: a new version and an eviction.
        counter.Version = "2";
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("things", Stop);
        counter.Go.SetResult();
        Assert.Equal("/slow-versioned 1", await early);
        Assert.Equal("/slow-versioned 2", await Text(await Get("/slow-versioned")));
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(CacheBackend.None, 2, 0)]
    [InlineData(CacheBackend.Memory, 1, 1)]
    [InlineData(CacheBackend.Distributed, 1, 0)]
    public async Task The_same_option_selects_the_backend_of_the_page_cache(CacheBackend backend, int ran, long entries)
    {
        await Start(options => options.Backend = backend);
        await Get("/page");
        await Get("/page");
        Assert.Equal(ran, counter.Ran);
        Assert.Equal(entries, Figures.Entries);
        var tag = (await Get("/page")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.OK, (await Get("/versioned", ("If-None-Match", tag.Tag))).StatusCode);
    }

    [Theory]
    [Trait("Statement", "P10.2")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_are_served_when_the_cache_backend_fails_or_hangs(bool hangs)
    {
        await Start(options => options.Backend = CacheBackend.Distributed);
        await Get("/page");
        (shared.IsBroken, shared.Hangs) = (!hangs, hangs);
        Assert.Equal("/page 2", await Text(await Get("/page")));
        Assert.Equal("/page 3", await Text(await Get("/page")));
        Assert.Equal(1, app.Services.GetRequiredService<CacheStatistics>().Failures);
    }

    [Theory]
    [InlineData(CacheBackend.Memory)]
    [InlineData(CacheBackend.None)]
    public async Task A_request_with_the_current_ETag_gets_304_from_cache_and_handler(CacheBackend backend)
    {
        await Start(options => options.Backend = backend);
        var tag = (await Get("/same")).Headers.ETag!.Tag;
        foreach (var asked in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var answer = await Get("/same", ("If-None-Match", asked));
            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal("", await Text(answer));
            Assert.Equal(tag, answer.Headers.ETag!.Tag);
            Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        }
        Assert.Equal(4, Figures.Unchanged);
        Assert.Equal("/same", await Text(await Get("/same", ("If-None-Match", "\"other\""))));
        Assert.Equal("/same", await Text(await Get("/same", ("If-None-Match", "nonsense"))));
    }

    [Fact]
    public async Task A_conditional_request_gets_304_and_the_full_response_is_cached_for_the_next()
    {
        await Start();
        var tag = (await Get("/same")).Headers.ETag!.Tag;
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("same", Stop);
        Assert.Equal(HttpStatusCode.NotModified, (await Get("/same", ("If-None-Match", tag))).StatusCode);
        var next = await Get("/same");
        Assert.Equal((HttpStatusCode.OK, "/same"), (next.StatusCode, await Text(next)));
        Assert.True(next.Headers.Age.HasValue);
    }

    [Fact]
    public async Task Last_Modified_is_sent_only_when_its_second_is_over()
    {
        var clock = new SetClock();
        await Start(clock: clock);
        counter.ChangedAt = clock.GetUtcNow();
        Assert.False((await Get("/versioned")).Content.Headers.LastModified.HasValue);
        var now = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.OK, (await Get("/versioned", ("If-Modified-Since", now))).StatusCode);
        clock.Go(TimeSpan.FromSeconds(3));
        counter.Version = "2";
        Assert.True((await Get("/versioned")).Content.Headers.LastModified.HasValue);
        Assert.Equal(HttpStatusCode.NotModified, (await Get("/versioned", ("If-Modified-Since", now))).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await Get("/versioned", ("If-Modified-Since", now), ("If-None-Match", "\"other\""))).StatusCode
        );
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

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    CacheCounters Figures => app.Services.GetRequiredService<CacheStatistics>().Pages;

    async Task<HttpResponseMessage> Get(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await app.Send(request);
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Stop);

    async Task Start(
        Action<CachingOptions>? configure = null,
        bool isFirst = false,
        TimeProvider? clock = null,
        Action<PageCachingOptions>? pages = null
    ) =>
        app = await BareApp.Start(
            app =>
            {
                app.UsePathBase("/base");
                app.UseRouting();
                app.Use(
                    async (context, next) =>
                    {
                        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                            context.Request.Headers.AcceptLanguage is [{ } language] ? language : "en"
                        );
                        app.Services.GetRequiredService<Arrivals>().Arrived();
                        context.RequestAborted.Register(() => counter.Left.TrySetResult());
                        try
                        {
                            await next();
                        }
                        catch (TimeoutException)
                        {
                            context.Response.StatusCode = 500;
                        }
                    }
                );
                if (isFirst)
                    app.UsePageCaching();
                app.UseAuthentication();
                app.UseAuthorization();
                if (!isFirst)
                    app.UsePageCaching();
                Pages.Map(app, counter);
            },
            builder =>
            {
                builder
                    .Services.AddSingleton<Arrivals>()
                    .AddSingleton(counter)
                    .AddSingleton<Pages.Same>()
                    .AddSingleton<IDistributedCache>(shared);
                if (clock is not null)
                    builder.Services.AddSingleton(clock);
                builder.Services
                    .AddCaching(configure)
                    .AddPageCaching(pages)
                    .AddResilientCache(options => options.Timeout = TimeSpan.FromMilliseconds(50));
                builder.Services.AddDataProtection();
                builder.Services.AddAntiforgery();
                builder
                    .Services.AddAuthorization()
                    .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddCookie(options => options.LoginPath = "/sign-in");
            }
        );

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    sealed class Arrivals
    {
        int count;

        public int Count => Volatile.Read(ref count);

        public void Arrived() => Interlocked.Increment(ref count);
    }
}
