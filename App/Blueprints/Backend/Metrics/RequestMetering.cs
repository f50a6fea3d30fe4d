using App.Patterns.Sqlite;

namespace App.Blueprints.Backend.Metrics;

public static class RequestMetering
{
    /// <summary>
    /// Counts HTML pages with their duration until the last byte, and every response with status 500 or above. Does not
    /// count static files and endless streams. Register it before all other middleware. Does nothing unless a
    /// <see cref="RequestMeter"/> is registered as a service.
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
/// Stores the counts of this process every minute and at shutdown. A crash loses at most one minute.
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

    /// <summary>Stores the counts. If storing fails, they are stored together with the next counts.</summary>
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
            meter.Requeue(taken);
            log.LogWarning(error, "Request counts could not be saved; retrying");
        }
    }
}
