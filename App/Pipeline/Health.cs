using System.Globalization;
using App.Patterns.BackgroundTasks.Monitoring;
using App.Patterns.BackgroundTasks.Repair;
using App.Patterns.Packaging;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Sqlite.Maintenance;
using Microsoft.Data.Sqlite;

namespace App.Pipeline;

/// <summary>
/// The files and directories that a deep health check examines. A null path means that the check is skipped.
/// </summary>
sealed record HealthOptions
{
    /// <summary>The directory whose disk must have free space.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The file of the task queue.</summary>
    public string? QueueFile { get; init; }

    /// <summary>The directory of the data protection keys.</summary>
    public string? KeysDirectory { get; init; }

    /// <summary>The minimum free space in bytes.</summary>
    public long MinFreeSpace { get; init; } = 64L << 20;

    /// <summary>The options for a library with these settings.</summary>
    public static HealthOptions Of(AppSettings settings) => new()
    {
        DataDirectory = settings.DataDirectory,
        QueueFile = settings.TasksFile,
        KeysDirectory = settings.KeysDirectory,
    };
}

/// <summary>
/// Maps <c>/health</c>, which shows that the process responds, and its version and build. With <c>?deep=1</c> the
/// endpoint also checks the databases, keys, worker and disk. The result has one word for each check and no details,
/// because the URL is public. Requests skip the middleware after routing.
/// </summary>
static class Health
{
    const string Ok = "ok";
    const string Damaged = "damaged";

    static readonly BuildInformation build = BuildInformation.Of(typeof(Health).Assembly);

    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes, HealthOptions options) =>
        routes
            .MapMethods("/health", ["GET", "HEAD"], (string? deep, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                if (deep is null or "" or "0")
                    return Results.Json(Facts(Ok));
                var checks = Checks(context.RequestServices, options)
                    .ToDictionary(check => check.Name, check => check.State);
                var isHealthy = checks.Values.All(state => state is Ok or "replaced");
                var facts = Facts(isHealthy ? Ok : "failed");
                foreach (var (name, state) in checks) facts[name] = state;
                return Results.Json(
                    facts,
                    statusCode: isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
                );
            })
            .ShortCircuit();

    static Dictionary<string, string?> Facts(string status) => new()
    {
        ["status"] = status,
        ["carafe"] = build.Version,
        ["build"] = build.Kind,
        ["commitDate"] = build.CommitDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

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
