using App.Tests.Testing;
using static App.Tests.Patterns.AppDispatch.MountHost;

namespace App.Tests.Patterns.AppDispatch;

[Collection(nameof(MemoryTests))]
public sealed class MountedAppsEvictionTests
{
    [Fact]
    public async Task The_least_recently_used_application_is_evicted_and_503_is_returned_when_all_are_busy()
    {
        var (time, go) = (new Clock(), new SemaphoreSlim(0));
        await using var house = await MountHost.Start(
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
        await Poll.Until(() => house.Apps.Running.Any(one => one.Value.Users == 0));
        Assert.Equal(200, (await house.Ask("alice")).Status);
    }

    [Fact, Trait("Statement", "P03.11"), Trait("Statement", "P03.15")]
    public async Task An_unknown_name_evicts_no_running_application()
    {
        await using var house = await MountHost.Start(
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
        await using var house = await MountHost.Start(options: new() { Limit = 3 });
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (i, _) =>
        {
            if (i % 10 == 0) await house.Apps.Close($"n{i % 5}");
            Assert.Equal(200, (await house.Ask($"n{i % 7}")).Status);
        });
    }
}
