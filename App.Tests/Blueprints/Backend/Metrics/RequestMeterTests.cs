using App.Blueprints.Backend.Metrics;
using App.Patterns.Sqlite;
using App.Tests.Architecture;
using App.Tests.Blueprints.Tasks;
using App.Tests.Patterns.AppDispatch;
using App.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace App.Tests.Blueprints.Backend.Metrics;

public sealed class RequestMeterTests : IDisposable
{
    static readonly DateTimeOffset noon = new(2026, 5, 4, 12, 0, 30, TimeSpan.Zero);

    readonly TestDatabase database = new(File.ReadAllText(Source.Path("migrations/0021_samples.sql")));

    public void Dispose() => database.Dispose();

    [Fact]
    public void Requests_are_counted_by_status_and_duration_and_taken_once()
    {
        var meter = new RequestMeter();
        meter.Count(200, TimeSpan.FromMilliseconds(3));
        meter.Count(204, TimeSpan.FromMilliseconds(3));
        meter.Count(503, TimeSpan.FromHours(1));
        meter.Count(0, TimeSpan.Zero);
        var taken = meter.Take();
        Assert.Equal([(0L, 1L), (2, 2), (5, 1)], taken.Select(count => (count.Class, count.Requests)).Order());
        Assert.InRange(taken.Single(count => count.Class == 2).UpTo, 3000, 3000 * RequestMeter.Ratio + 1);
        Assert.Empty(meter.Take());
        meter.Requeue(taken);
        Assert.Equal(taken, meter.Take());
    }

    [Fact]
    public void No_request_is_lost_when_counting_and_taking_run_in_parallel()
    {
        var meter = new RequestMeter();
        var taken = 0L;
        Parallel.Invoke(
            () => Parallel.For(0, 100_000, i => meter.Count(200, TimeSpan.FromMicroseconds(i))),
            () => { for (var i = 0; i < 1000; i++) taken += meter.Take().Sum(count => count.Requests); });
        Assert.Equal(100_000, taken + meter.Take().Sum(count => count.Requests));
    }

    [Fact]
    public void Several_processes_add_to_the_same_minute_and_minutes_are_aggregated_into_hours()
    {
        Write(store =>
        {
            store.Add(noon, [Count(2, 1000, 5)]);
            store.Add(noon.AddSeconds(20), [Count(2, 1000, 2), Count(5, 2000, 1)]);
            store.Add(noon.AddMinutes(10), [Count(2, 1000, 1)]);
            store.Add(noon.AddHours(-1), [Count(2, 1000, 4)]);
        });
        Assert.Equal([4L, 7, 1, 1], Since(60_000));
        Write(store => store.Fold(noon.AddMinutes(30)));
        Assert.Equal([4L, 8, 1], Since(60_000));
        Write(store => store.Fold(noon.AddMinutes(30)));
        Assert.Equal([4L, 8, 1], Since(60_000));
        Assert.Equal([12L, 1], Since(86_400_000));
        Write(store => store.RemoveBefore(noon.AddMinutes(-20)));
        Assert.Equal([8L, 1], Since(60_000));
    }

    [Fact]
    public async Task Counts_are_written_every_minute_and_on_shutdown()
    {
        var (meter, clock) = (new RequestMeter(), new Clock());
        using var writer = new RequestMeterWriter(
            meter,
            database.Database,
            clock,
            NullLogger<RequestMeterWriter>.Instance
        );
        await writer.StartAsync(TestContext.Current.CancellationToken);
        meter.Count(200, TimeSpan.FromMilliseconds(1));
        await Poll.Until(() =>
        {
            clock.Pass(TimeSpan.FromMinutes(1));
            return Task.FromResult(Since(60_000).Sum() == 1);
        });
        meter.Count(200, TimeSpan.FromMilliseconds(1));
        await writer.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, Since(86_400_000).Sum());
    }

    [Fact]
    public void Counts_that_cannot_be_written_are_written_next_time()
    {
        var meter = new RequestMeter();
        using var broken = new TestDatabase("create table other (id integer) strict;");
        using var failing = new RequestMeterWriter(
            meter,
            broken.Database,
            TimeProvider.System,
            NullLogger<RequestMeterWriter>.Instance
        );
        meter.Count(200, TimeSpan.FromMilliseconds(1));
        failing.Write();
        using var writer = new RequestMeterWriter(
            meter,
            database.Database,
            TimeProvider.System,
            NullLogger<RequestMeterWriter>.Instance
        );
        writer.Write();
        Assert.Equal(1, Since(86_400_000).Sum());
    }

    [Theory]
    [InlineData(.5, 900, 1100)]
    [InlineData(.95, 7500, 10500)]
    public void Median_and_p95_are_approximately_correct(double part, double least, double most)
    {
        var meter = new RequestMeter();
        for (var i = 0; i < 90; i++) meter.Count(200, TimeSpan.FromMicroseconds(1000));
        for (var i = 0; i < 10; i++) meter.Count(200, TimeSpan.FromMicroseconds(10_000));
        Assert.InRange(new RequestTimes(meter.Take()).Quantile(part)!.Value, least, most);
        Assert.Null(new RequestTimes([]).Quantile(part));
    }

    [Fact]
    public async Task Pages_and_failures_are_counted_and_files_and_streams_are_not()
    {
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseRequestMeter();
                app.Run(context =>
                {
                    context.Response.ContentType = context.Request.Query["type"];
                    context.Response.StatusCode = int.Parse(
                        context.Request.Query["status"]!,
                        System.Globalization.CultureInfo.InvariantCulture
                    );
                    if (context.Request.Query.ContainsKey("live"))
                        context.Response.Headers["X-Accel-Buffering"] = "no";
                    return context.Response.WriteAsync("x");
                });
            },
            builder => builder.Services.AddSingleton<RequestMeter>().AddSingleton(TimeProvider.System));
        await app.Get("/?type=text/html&status=200");
        await app.Get("/?type=text/html;charset=utf-8&status=404");
        await app.Get("/?type=application/json&status=500");
        await app.Get("/?type=text/css&status=200");
        await app.Get("/?type=text/event-stream&status=200");
        await app.Get("/?type=text/html&status=200&live=1");
        Assert.Equal(
            [2L, 4, 5],
            app.Services.GetRequiredService<RequestMeter>().Take().Select(count => count.Class).Order()
        );
    }

    static RequestCount Count(long @class, long upTo, long requests) =>
        new()
        {
            Class = @class,
            UpTo = upTo,
            Requests = requests,
        };

    long[] Since(long slot)
    {
        using var connection = new OnDemandConnection(database.Database);
        return
        [
            .. new RequestMetricStore(connection).Since(DateTimeOffset.UnixEpoch, slot).Select(count => count.Requests),
        ];
    }

    void Write(Action<RequestMetricStore> change)
    {
        using var connection = new OnDemandConnection(database.Database);
        connection.Transact(() => change(new RequestMetricStore(connection)));
    }
}
