using System.Collections.Concurrent;
using App.Patterns.AppDispatch;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>Applications that are built at their first request and closed when they are idle.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MountedAppsTests
{
    [Fact, Trait("Statement", "P03.8")]
    public async Task Fifty_parallel_first_requests_build_one_application()
    {
        await using var house = await House.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => house.Ask("alice")));
        Assert.All(answers, answer => Assert.Equal((200, "alice [] [/]"), answer));
        Assert.Equal(["alice"], house.Made);
        await house.Ask("alice");
        Assert.Single(house.Made);
    }

    [Fact, Trait("Statement", "P03.8"), Trait("Statement", "P03.11")]
    public async Task A_slow_build_does_not_block_other_applications()
    {
        var slow = new TaskCompletionSource();
        await using var house = await House.Start(make: async name =>
        {
            if (name == "slow") await slow.Task;
            return MountFixture.Echo(name);
        });
        var waiting = house.Ask("slow");
        Assert.Equal(200, (await house.Ask("quick")).Status);
        Assert.False(waiting.IsCompleted);
        slow.SetResult();
        Assert.Equal(200, (await waiting).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task A_failed_build_is_not_cached()
    {
        var fails = true;
        await using var house = await House.Start(make: name =>
            fails ? throw new InvalidOperationException() : Task.FromResult<WebApplication?>(MountFixture.Echo(name))
        );
        Assert.Equal(500, (await house.Ask("alice")).Status);
        fails = false;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task A_failed_start_is_not_cached_and_the_built_application_is_disposed()
    {
        var (fails, disposed) = (true, 0);
        await using var house = await House.Start(make: name => Task.FromResult<WebApplication?>(MountFixture.Build(
            app => app.Run(context => context.Response.WriteAsync(MountFixture.Say(name, context))),
            builder => builder.Services.AddHostedService(_ => new Starting(() => fails, () => disposed++)))));
        Assert.Equal(500, (await house.Ask("alice")).Status);
        Assert.Equal(1, disposed);
        fails = false;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.9"), Trait("Statement", "P03.11")]
    public async Task A_name_that_was_404_works_as_soon_as_its_application_exists()
    {
        var known = new ConcurrentDictionary<string, bool>();
        await using var house = await House.Start(make: name =>
            Task.FromResult(known.ContainsKey(name) ? MountFixture.Echo(name) : null)
        );
        Assert.Equal(404, (await house.Ask("alice")).Status);
        known["alice"] = true;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task Missing_names_are_cached_for_a_limited_time_and_number_when_configured()
    {
        var time = new Clock();
        await using var house = await House.Start(
            make: _ => Task.FromResult<WebApplication?>(null),
            options: new() { RememberMissing = TimeSpan.FromSeconds(10), MaxMissing = 3 },
            time: time);
        foreach (var name in (string[])["a", "a", "b", "c", "a"]) await house.Ask(name);
        Assert.Equal(["a", "b", "c"], house.Made);
        house.Apps.Forget("b");
        await house.Ask("b");
        Assert.Equal(["a", "b", "c", "b"], house.Made);
        time.Pass(TimeSpan.FromSeconds(11));
        await house.Ask("c");
        Assert.Equal(5, house.Made.Count);
        var names = Enumerable.Range(0, 20).Select(number => $"n{number}").ToList();
        foreach (var name in names) await house.Ask(name);
        var before = house.Made.Count;
        foreach (var name in names) await house.Ask(name);
        Assert.InRange(house.Made.Count - before, names.Count - 3, names.Count);
    }

    [Fact, Trait("Statement", "P03.9"), Trait("Statement", "P03.11")]
    public async Task Ten_thousand_unknown_names_are_404_and_do_not_grow_memory()
    {
        await using var house = await House.Start(make: _ => Task.FromResult<WebApplication?>(null), remembers: false);
        await house.Ask("warm");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            Assert.Equal(404, (await house.Ask($"n{i * 7919}")).Status));
        Assert.Empty(house.Apps.Running);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 2 << 20);
    }

    [Fact]
    public async Task An_idle_application_is_closed_and_built_again_on_request()
    {
        var (time, ended) = (new Clock(), 0);
        await using var house = await House.Start(
            make: name => Task.FromResult<WebApplication?>(MountFixture.Build(
                app => app.Run(context => context.Response.WriteAsync(MountFixture.Say(name, context))),
                builder => builder.Services.AddHostedService(_ => new Starting(() => false, () => ended++)))),
            options: new() { IdleAfter = TimeSpan.FromMinutes(10) }, time: time);
        await house.Ask("alice");
        time.Pass(TimeSpan.FromMinutes(5));
        await house.Ask("alice");
        time.Pass(TimeSpan.FromMinutes(6));
        Assert.Single(house.Apps.Running);
        time.Pass(TimeSpan.FromMinutes(5));
        await Until(() => ended == 1);
        Assert.Empty(house.Apps.Running);
        Assert.Equal(200, (await house.Ask("alice")).Status);
        Assert.Equal(["alice", "alice"], house.Made);
    }

    [Fact]
    public async Task An_application_in_use_is_never_idle_and_closes_after_its_stream_ends()
    {
        var (time, go) = (new Clock(), new SemaphoreSlim(0));
        var exists = true;
        await using var house = await House.Start(make: _ => Task.FromResult(exists ? Stream(go) : null), time: time);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "alice.example.com" } };
        using var response = await house.App.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        time.Pass(TimeSpan.FromHours(1));
        Assert.Single(house.Apps.Running);
        exists = false;
        var closing = house.Apps.Close("alice");
        Assert.Equal(404, (await house.Ask("alice")).Status);
        Assert.False(closing.IsCompleted);
        go.Release();
        Assert.Equal("begun, ended", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await closing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Closing_cancels_an_endless_stream_after_the_timeout()
    {
        var time = new Clock();
        await using var house = await House.Start(
            make: _ =>
                Task.FromResult<WebApplication?>(
                    MountFixture.Build(app =>
                        app.Run(async context =>
                        {
                            await context.Response.WriteAsync("begun");
                            await context.Response.Body.FlushAsync();
                            var stopping = context
                                .RequestServices.GetRequiredService<IHostApplicationLifetime>()
                                .ApplicationStopping;
                            await Task.Delay(Timeout.Infinite, stopping)
                                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                            await context.Response.WriteAsync(", told");
                        })
                    )
                ),
            options: new() { Timeout = TimeSpan.FromMinutes(1) },
            time: time
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "alice.example.com" } };
        using var response = await house.App.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        var closing = house.Apps.Close("alice");
        time.Pass(TimeSpan.FromSeconds(59));
        Assert.False(closing.IsCompleted);
        time.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("begun, told", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await closing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stopping_the_parent_cancels_streams_and_disposes_all_applications()
    {
        using var stopping = new CancellationTokenSource();
        var apps = MountFixture.Apps(
            name => Task.FromResult<WebApplication?>(MountFixture.Echo(name)),
            new() { Stopping = stopping.Token }
        );
        var app = (await apps.Enter("alice"))!;
        var told = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await stopping.CancelAsync();
        Assert.True(told.IsCancellationRequested);
        app.Leave();
        await apps.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => app.Services.GetRequiredService<IHostApplicationLifetime>());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await apps.Enter("bob"));
    }

    [Fact]
    public async Task The_least_recently_used_application_is_evicted_and_503_is_returned_when_all_are_busy()
    {
        var (time, go) = (new Clock(), new SemaphoreSlim(0));
        await using var house = await House.Start(
            make: name =>
                Task.FromResult<WebApplication?>(
                    name.StartsWith("busy", StringComparison.Ordinal) ? Stream(go) : MountFixture.Echo(name)
                ),
            options: new() { Limit = 2 },
            time: time
        );
        await house.Ask("alice");
        time.Pass(TimeSpan.FromSeconds(1));
        await house.Ask("bob");
        Assert.Equal(200, (await house.Ask("carol")).Status);
        Assert.Equal(["bob", "carol"], house.Apps.Running.Select(one => one.Key).Order());
        var busy = await Task.WhenAll(
            ((string[])["busy1", "busy2"]).Select(async name =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "/")
                {
                    Headers = { Host = $"{name}.example.com" },
                };
                return await house.App.Http.SendAsync(
                    request,
                    HttpCompletionOption.ResponseHeadersRead,
                    TestContext.Current.CancellationToken
                );
            })
        );
        Assert.Equal(503, (await house.Ask("alice")).Status);
        go.Release(2);
        foreach (var response in busy)
        {
            Assert.Equal(
                "begun, ended",
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
            response.Dispose();
        }
        await Until(() => house.Apps.Running.Any(one => one.Value.Users == 0));
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11"), Trait("Statement", "P03.15")]
    public async Task An_unknown_name_evicts_no_running_application()
    {
        await using var house = await House.Start(
            make: name => Task.FromResult(name == "nobody" ? null : MountFixture.Echo(name)),
            options: new() { Limit = 2 }
        );
        await house.Ask("alice");
        await house.Ask("bob");
        Assert.Equal(404, (await house.Ask("nobody")).Status);
        Assert.Equal(["alice", "bob"], house.Apps.Running.Select(one => one.Key).Order());
    }

    [Fact]
    public async Task Requests_during_evictions_and_closes_always_succeed()
    {
        await using var house = await House.Start(options: new() { Limit = 3 });
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (i, _) =>
        {
            if (i % 10 == 0) await house.Apps.Close($"n{i % 5}");
            Assert.Equal(200, (await house.Ask($"n{i % 7}")).Status);
        });
    }

    static WebApplication Stream(SemaphoreSlim go) => MountFixture.Build(app => app.Run(async context =>
    {
        await context.Response.WriteAsync("begun");
        await context.Response.Body.FlushAsync();
        await go.WaitAsync();
        await context.Response.WriteAsync(", ended");
    }));

    static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) await timer.WaitForNextTickAsync(patience.Token);
    }

    sealed class House : IAsyncDisposable
    {
        public required BareApp App { get; init; }

        public required MountedApps<string> Apps { get; init; }

        public required ConcurrentQueue<string> Made { get; init; }

        public static async Task<House> Start(
            Func<string, Task<WebApplication?>>? make = null,
            MountedAppsOptions? options = null,
            TimeProvider? time = null,
            bool remembers = true
        )
        {
            ConcurrentQueue<string> made = [];
            var apps = MountFixture.Apps(
                name =>
                {
                    if (remembers) made.Enqueue(name);
                    return make?.Invoke(name) ?? Task.FromResult<WebApplication?>(MountFixture.Echo(name));
                },
                options,
                time);
            var app = await BareApp.Start(
                app =>
                {
                    app.Use(async (context, next) =>
                    {
                        try
                        {
                            await next(context);
                        }
                        catch (BadHttpRequestException error)
                        {
                            context.Response.StatusCode = error.StatusCode;
                        }
                    });
                    app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, apps.TryHandle);
                },
                builder => builder.Services.AddSingleton(_ => apps));
            return new() { App = app, Apps = apps, Made = made };
        }

        public Task<(int Status, string Text)> Ask(string name) => App.Get("/", host: $"{name}.example.com");

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Apps.DisposeAsync();
        }
    }

    sealed class Starting(Func<bool> fails, Action disposed) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            fails() ? throw new InvalidOperationException() : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => disposed();
    }
}
