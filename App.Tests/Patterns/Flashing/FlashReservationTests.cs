using System.Net.Sockets;
using System.Text;
using App.Patterns.Flashing;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.Flashing;

/// <summary>Verifies that messages are reserved for a response while that response is being sent.</summary>
public sealed class FlashReservationTests
{
    [Fact]
    [Trait("Statement", "P14.1")]
    [Trait("Statement", "P14.13")]
    public async Task While_one_response_is_written_no_other_shows_its_messages()
    {
        await using var slow = await Start();
        using var visitor = slow.App.NewVisitor();
        await visitor.Flash("once");
        var first = visitor.Http.GetAsync(
            new Uri("/slow", UriKind.Relative),
            HttpCompletionOption.ResponseContentRead,
            TestContext.Current.CancellationToken
        );
        await slow.HasRead;
        Assert.Equal("", await visitor.Show());
        slow.GoOn();
        Assert.Equal("once", await (await first).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Poll.Until(() => slow.Count() == 0);
        Assert.Equal("", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task An_aborted_response_releases_its_messages()
    {
        await using var slow = await Start();
        using var visitor = slow.App.NewVisitor();
        await visitor.Flash("kept");
        await visitor.Flash("kept too");
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, slow.App.Address.Port, TestContext.Current.CancellationToken);
            var cookie = visitor.Cookies.GetCookieHeader(slow.App.Address);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET /slow HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"),
                TestContext.Current.CancellationToken
            );
            await slow.HasRead;
        }
        await slow.WasAborted;
        slow.GoOn();
        await Poll.Until(() => slow.Reserved() == 0);
        Assert.Equal("message: kept\nmessage: kept too", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task A_reservation_of_a_killed_process_expires_after_a_minute()
    {
        var clock = new SetClock();
        await using var slow = await Start(clock);
        using var visitor = slow.App.NewVisitor();
        await visitor.Flash("again");
        using (var scope = slow.App.Services.CreateScope())
            scope
                .ServiceProvider.GetRequiredService<OnDemandConnection>()
                .Transact(() =>
                {
                    var browser = slow.Scalar<string>("select browser from flashes");
                    Assert.Single(
                        scope
                            .ServiceProvider.GetRequiredService<FlashStore>()
                            .Reserve(browser, null, "dead", clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(-1))
                    );
                });
        Assert.Equal("", await visitor.Show());
        clock.Go(TimeSpan.FromSeconds(61));
        Assert.Equal("message: again", await visitor.Show());
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task A_page_without_messages_writes_nothing()
    {
        await using var slow = await Start();
        using var visitor = slow.App.NewVisitor();
        await visitor.Flash("seen");
        await visitor.Show();
        await Poll.Until(() => slow.Count() == 0);
        var before = slow.Scalar<long>("pragma data_version");
        for (var i = 0; i < 3; i++) await visitor.Show();
        Assert.Equal(before, slow.Scalar<long>("pragma data_version"));
    }

    static Task<SlowApp> Start(TimeProvider? clock = null) => SlowApp.Start(clock);

    /// <summary>An application with the endpoint <c>/slow</c>, which reads the messages and then waits.</summary>
    sealed class SlowApp : IAsyncDisposable
    {
        readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        System.Data.Common.DbConnection? connection;

        public BareApp App { get; private set; } = null!;

        public Task HasRead => read.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task WasAborted => aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public static async Task<SlowApp> Start(TimeProvider? clock)
        {
            var slow = new SlowApp();
            slow.App = await FlashingApp.Start(slow.Map, clock);
            return slow;
        }

        public void GoOn() => goOn.TrySetResult();

        public long Count() => Scalar<long>("select count(*) from flashes");

        public long Reserved() => Scalar<long>("select count(*) from flashes where reserved_by is not null");

        // All queries use the same connection, because pragma data_version reports the writes of other connections.
        public T Scalar<T>(string sql) =>
            (connection ??= App.Services.GetRequiredService<SqliteDatabase>().Open()).QuerySingle<T>(sql);

        public async ValueTask DisposeAsync()
        {
            GoOn();
            connection?.Dispose();
            await App.DisposeAsync();
        }

        void Map(WebApplication app) => app.MapGet("/slow", async (HttpContext context, IFlashes flashes) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            var texts = flashes.Take().Select(flash => flash.Text).ToList();
            read.TrySetResult();
            await goOn.Task;
            return string.Join('\n', texts);
        });
    }
}
