using App.Patterns.Sqlite;

namespace App.Blueprints.Backend.Metrics;

public static class RequestMetering
{
    /// <summary>
    /// Stands outermost; does nothing where no meter is registered. Counts pages, by the time until their last byte,
    /// and every answer of 500 and above; not files, and not what goes on until the reader leaves.
    /// </summary>
    public static IApplicationBuilder UseRequestMeter(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.ApplicationServices.GetService<RequestMeter>() is not { } meter) return app;
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use(async (context, next) =>
        {
            var start = time.GetTimestamp();
            await next(context);
            if (Counts(context.Response)) meter.Count(context.Response.StatusCode, time.GetElapsedTime(start));
        });
    }

    static bool Counts(HttpResponse response) =>
        response.StatusCode >= StatusCodes.Status500InternalServerError
        || (
            response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
            && response.Headers["X-Accel-Buffering"] != "no"
        );
}

/// <summary>
/// Adds what this process counted to the table, each minute and at the end: a process that is lost takes a minute with
/// it.
/// </summary>
public sealed class RequestMeterWriter(
    RequestMeter meter,
    SqliteDatabase database,
    TimeProvider time,
    ILogger<RequestMeterWriter> log
) : BackgroundService
{
    static readonly TimeSpan interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Write();
        }
        catch (OperationCanceledException)
        {
            Write();
        }
    }

    /// <summary>What cannot be written now is written with the next.</summary>
    public void Write()
    {
        var taken = meter.Take();
        if (taken.Count == 0) return;
        try
        {
            using var connection = new OnDemandConnection(database);
            connection.Transact(() => new RequestMetricStore(connection).Add(time.GetUtcNow(), taken));
        }
        catch (Exception error)
        {
            meter.PutBack(taken);
            log.LogWarning(error, "What was counted of requests could not be kept; it is tried again");
        }
    }
}
