using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Pipeline;

/// <summary>What a deep check looks at. Null is not checked.</summary>
sealed record HealthOptions
{
    /// <summary>On whose disk there must be space.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The file of the task queue.</summary>
    public string? QueueFile { get; init; }

    /// <summary>Where the keys of data protection are.</summary>
    public string? KeysDirectory { get; init; }

    /// <summary>In bytes.</summary>
    public long MinFreeSpace { get; init; } = 64L << 20;

    /// <summary>The files of a library with these settings.</summary>
    public static HealthOptions Of(AppSettings settings) => new()
    {
        DataDirectory = settings.DataDirectory,
        QueueFile = settings.TasksFile,
        KeysDirectory = settings.KeysDirectory,
    };
}

/// <summary>
/// <c>/health</c>: the process answers; <c>?deep=1</c> adds a check of the databases, the keys, the worker and the
/// disk. Says in one word each what is wrong and never why, because anyone may ask. Ends at routing, before the rest of
/// the pipeline.
/// </summary>
static class Health
{
    const string Ok = "ok";
    const string Damaged = "damaged";

    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes, HealthOptions options) =>
        routes
            .MapMethods("/health", ["GET", "HEAD"], (string? deep, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                if (deep is null or "" or "0")
                    return Results.Json(new { status = Ok });
                var checks = Checks(context.RequestServices, options)
                    .ToDictionary(check => check.Name, check => check.State);
                var isHealthy = checks.Values.All(state => state is Ok or "replaced");
                return Results.Json(
                    new Dictionary<string, string> { ["status"] = isHealthy ? Ok : "failed" }
                        .Concat(checks)
                        .ToDictionary(),
                    statusCode: isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
                );
            })
            .ShortCircuit();

    static IEnumerable<(string Name, string State)> Checks(IServiceProvider services, HealthOptions options)
    {
        yield return ("database", StateOf(services.GetRequiredService<SqliteDatabase>()));
        if (options.QueueFile is { } queue)
        {
            yield return ("tasks", StateOfQueue(queue));
            yield return ("worker", services.GetRequiredService<TaskWorkers>().AnyRunning ? Ok : "none");
        }
        if (options.KeysDirectory is { } keys) yield return ("keys", KeyFiles.Damaged(keys).Count == 0 ? Ok : Damaged);
        yield return ("disk", FreeSpace(options.DataDirectory) >= options.MinFreeSpace ? Ok : "full");
    }

    static string StateOf(SqliteDatabase database)
    {
        try
        {
            database.Check();
            return Ok;
        }
        catch (SqliteException error)
        {
            return error.IsDamaged() ? Damaged : error.IsBusy() ? "busy" : "failed";
        }
    }

    static string StateOfQueue(string path)
    {
        if (TaskQueueFile.IsDamaged(path)) return Damaged;
        return TaskQueueFile.SetAside(path).Count > 0 ? "replaced" : Ok;
    }

    static long FreeSpace(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
