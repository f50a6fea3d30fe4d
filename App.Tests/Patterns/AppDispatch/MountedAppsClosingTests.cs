using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;
using Microsoft.Extensions.Hosting;
using static App.Tests.Patterns.AppDispatch.MountHost;

namespace App.Tests.Patterns.AppDispatch;

[Collection(nameof(MemoryTests))]
public sealed class MountedAppsClosingTests
{
    [Fact]
    public async Task An_idle_application_is_closed_and_built_again_on_request()
    {
        var (time, ended) = (new Clock(), 0);
        await using var house = await MountHost.Start(
            make: name => Task.FromResult<WebApplication?>(MountFixture.Build(
                app => app.Run(context => context.Response.WriteAsync(MountFixture.Say(name, context))),
                builder => builder.Services.AddHostedService(_ => new StartingService(() => false, () => ended++)))),
            options: new() { IdleAfter = TimeSpan.FromMinutes(10) }, time: time);
        await house.Ask("alice");
        time.Pass(TimeSpan.FromMinutes(5));
        await house.Ask("alice");
        time.Pass(TimeSpan.FromMinutes(6));
        Assert.Single(house.Apps.Running);
        time.Pass(TimeSpan.FromMinutes(5));
        await Poll.Until(() => ended == 1);
        Assert.Empty(house.Apps.Running);
        Assert.Equal(200, (await house.Ask("alice")).Status);
        Assert.Equal(["alice", "alice"], house.Made);
    }

    [Fact]
    public async Task An_application_in_use_is_never_idle_and_closes_after_its_stream_ends()
    {
        var (time, go) = (new Clock(), new SemaphoreSlim(0));
        var exists = true;
        await using var house = await MountHost.Start(
            make: _ => Task.FromResult(exists ? Stream(go) : null), time: time);
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
        await using var house = await MountHost.Start(
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
}
