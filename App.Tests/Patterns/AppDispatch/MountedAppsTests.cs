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
    public async Task Fifty_first_requests_at_once_make_one_application()
    {
        await using var house = await House.Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => house.Ask("alice")));
        Assert.All(answers, answer => Assert.Equal((200, "alice [] [/]"), answer));
        Assert.Equal(["alice"], house.Made);
        await house.Ask("alice");
        Assert.Single(house.Made);
    }

    [Fact, Trait("Statement", "P03.8"), Trait("Statement", "P03.11")]
    public async Task One_that_is_slow_to_make_keeps_no_other_waiting()
    {
        var slow = new TaskCompletionSource();
        await using var house = await House.Start(make: async name =>
        {
            if (name == "slow") await slow.Task;
            return MountHouse.Echo(name);
        });
        var waiting = house.Ask("slow");
        Assert.Equal(200, (await house.Ask("quick")).Status);
        Assert.False(waiting.IsCompleted);
        slow.SetResult();
        Assert.Equal(200, (await waiting).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task A_making_that_fails_is_not_remembered()
    {
        var fails = true;
        await using var house = await House.Start(make: name =>
            fails ? throw new InvalidOperationException() : Task.FromResult<WebApplication?>(MountHouse.Echo(name))
        );
        Assert.Equal(500, (await house.Ask("alice")).Status);
        fails = false;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task A_start_that_fails_is_not_remembered_and_what_was_built_is_disposed_of()
    {
        var (fails, disposed) = (true, 0);
        await using var house = await House.Start(make: name => Task.FromResult<WebApplication?>(MountHouse.Build(
            app => app.Run(context => context.Response.WriteAsync(MountHouse.Say(name, context))),
            builder => builder.Services.AddHostedService(_ => new Starting(() => fails, () => disposed++)))));
        Assert.Equal(500, (await house.Ask("alice")).Status);
        Assert.Equal(1, disposed);
        fails = false;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.9"), Trait("Statement", "P03.11")]
    public async Task What_was_asked_for_before_it_was_there_answers_at_once_when_it_is()
    {
        var known = new ConcurrentDictionary<string, bool>();
        await using var house = await House.Start(make: name =>
            Task.FromResult(known.ContainsKey(name) ? MountHouse.Echo(name) : null)
        );
        Assert.Equal(404, (await house.Ask("alice")).Status);
        known["alice"] = true;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11")]
    public async Task Names_without_an_application_are_remembered_for_a_time_and_up_to_a_number_when_wanted()
    {
        var time = new Clock();
        await using var house = await House.Start(
            make: _ => Task.FromResult<WebApplication?>(null),
            options: new() { RememberMissing = TimeSpan.FromSeconds(10), MissingLimit = 3 },
            time: time);
        foreach (var name in (string[])["a", "a", "b", "c", "a"]) await house.Ask(name);
        Assert.Equal(["a", "b", "c"], house.Made);
        await house.Ask("d");
        await house.Ask("a");
        Assert.Equal(["a", "b", "c", "d", "a"], house.Made);
        time.Pass(TimeSpan.FromSeconds(11));
        await house.Ask("d");
        Assert.Equal(6, house.Made.Count);
        house.Apps.Forget("d");
        await house.Ask("d");
        Assert.Equal(7, house.Made.Count);
    }

    [Fact, Trait("Statement", "P03.9"), Trait("Statement", "P03.11")]
    public async Task Ten_thousand_names_that_are_nothing_are_404_and_leave_nothing_behind()
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
    public async Task An_idle_one_is_ended_and_made_again_when_asked_for()
    {
        var (time, ended) = (new Clock(), 0);
        await using var house = await House.Start(
            make: name => Task.FromResult<WebApplication?>(MountHouse.Build(
                app => app.Run(context => context.Response.WriteAsync(MountHouse.Say(name, context))),
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
    public async Task One_in_use_is_never_idle_and_closed_it_lets_its_stream_finish_first()
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
    public async Task A_stream_without_end_is_told_to_hurry_when_the_patience_is_over()
    {
        var time = new Clock();
        await using var house = await House.Start(
            make: _ =>
                Task.FromResult<WebApplication?>(
                    MountHouse.Build(app =>
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
    public async Task The_end_of_the_parent_is_told_to_streams_and_ends_all()
    {
        using var stopping = new CancellationTokenSource();
        var apps = MountHouse.Apps(
            name => Task.FromResult<WebApplication?>(MountHouse.Echo(name)),
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
    public async Task Above_the_limit_the_idlest_makes_room_and_when_all_are_busy_it_is_503()
    {
        var (time, go) = (new Clock(), new SemaphoreSlim(0));
        await using var house = await House.Start(
            make: name =>
                Task.FromResult<WebApplication?>(
                    name.StartsWith("busy", StringComparison.Ordinal) ? Stream(go) : MountHouse.Echo(name)
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
    public async Task A_name_that_leads_nowhere_ends_none_of_those_that_live()
    {
        await using var house = await House.Start(
            make: name => Task.FromResult(name == "nobody" ? null : MountHouse.Echo(name)),
            options: new() { Limit = 2 }
        );
        await house.Ask("alice");
        await house.Ask("bob");
        Assert.Equal(404, (await house.Ask("nobody")).Status);
        Assert.Equal(["alice", "bob"], house.Apps.Running.Select(one => one.Key).Order());
    }

    [Fact]
    public async Task Many_come_and_go_while_others_close_and_nobody_is_turned_away()
    {
        await using var house = await House.Start(options: new() { Limit = 3 });
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (i, _) =>
        {
            if (i % 10 == 0) await house.Apps.Close($"n{i % 5}");
            Assert.Equal(200, (await house.Ask($"n{i % 7}")).Status);
        });
    }

    static WebApplication Stream(SemaphoreSlim go) => MountHouse.Build(app => app.Run(async context =>
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
            var apps = MountHouse.Apps(
                name =>
                {
                    if (remembers) made.Enqueue(name);
                    return make?.Invoke(name) ?? Task.FromResult<WebApplication?>(MountHouse.Echo(name));
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
                    app.UseAppsBySubdomain(new() { Domains = ["example.com"] }, apps.TryAnswer);
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
