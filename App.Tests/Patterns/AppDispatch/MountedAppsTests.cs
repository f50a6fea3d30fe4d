using System.Collections.Concurrent;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.Extensions.Hosting;

namespace App.Tests.Patterns.AppDispatch;

/// <summary>
/// Verifies that a mounted application is built once, at its first request, that failed builds are not
/// cached, and that unknown names do not increase the memory use.
/// </summary>
[Collection(nameof(MemoryTests))]
public sealed class MountedAppsTests
{
    [Fact, Trait("Statement", "P03.8")]
    public async Task Fifty_parallel_first_requests_build_one_application()
    {
        await using var house = await MountHost.Start();
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
        await using var house = await MountHost.Start(make: async name =>
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
        await using var house = await MountHost.Start(make: name =>
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
        await using var house = await MountHost.Start(make: name => Task.FromResult<WebApplication?>(MountFixture.Build(
            app => app.Run(context => context.Response.WriteAsync(MountFixture.Say(name, context))),
            builder => builder.Services.AddHostedService(_ => new StartingService(() => fails, () => disposed++)))));
        Assert.Equal(500, (await house.Ask("alice")).Status);
        Assert.Equal(1, disposed);
        fails = false;
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.9"), Trait("Statement", "P03.11")]
    public async Task A_name_that_was_404_works_as_soon_as_its_application_exists()
    {
        var known = new ConcurrentDictionary<string, bool>();
        await using var house = await MountHost.Start(make: name =>
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
        await using var house = await MountHost.Start(
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
        await using var house = await MountHost.Start(
            make: _ => Task.FromResult<WebApplication?>(null), remembers: false);
        await house.Ask("warm");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            Assert.Equal(404, (await house.Ask($"n{i * 7919}")).Status));
        Assert.Empty(house.Apps.Running);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 2 << 20);
    }
}
