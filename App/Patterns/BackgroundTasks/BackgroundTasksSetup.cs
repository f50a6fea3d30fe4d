using System.Globalization;
using System.Text.Json;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.BackgroundTasks;

/// <summary>The options of the task queue and its worker.</summary>
public sealed record BackgroundTaskOptions
{
    /// <summary>
    /// The path of the SQLite file in which Quartz stores its triggers. The lock file of the worker,
    /// <c>worker.lock</c>, is in the same folder.
    /// </summary>
    public required string QueueFile { get; init; }

    /// <summary>
    /// Maps the former names of renamed job types, such as <c>Old.Name.TaskJob, OldAssembly</c>, to their current
    /// types. Quartz stores the type name of each job in the queue file and could not find a renamed type. Default:
    /// empty.
    /// </summary>
    public IReadOnlyDictionary<string, Type> FormerJobTypes { get; init; } = new Dictionary<string, Type>();

    /// <summary>
    /// The JSON options for stored arguments and results. Default: the web defaults of System.Text.Json, with public
    /// fields.
    /// </summary>
    public JsonSerializerOptions Json { get; init; } = DefaultJson;

    internal static readonly JsonSerializerOptions DefaultJson = new(JsonSerializerDefaults.Web)
    {
        IncludeFields = true,
    };

    /// <summary>
    /// Returns the culture for a language name such as <c>de</c>. A task runs in the culture of its run's language.
    /// Default: .NET's culture of that name.
    /// </summary>
    public Func<string, CultureInfo> Culture { get; init; } = CultureInfo.GetCultureInfo;

    /// <summary>
    /// Whether this process can become the worker. With <see langword="false"/> this process only enqueues runs.
    /// </summary>
    public bool RunsTasks { get; init; } = true;

    /// <summary>
    /// The maximum number of tasks that the worker runs at the same time. With more than 1, tasks can finish in a
    /// different order than they started. Default: 4.
    /// </summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>
    /// The maximum time between two heartbeats of a run. A run without a heartbeat for this time is considered lost and
    /// is requeued. Default: 30 s.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The interval at which the worker searches for lost runs and for due runs without a Quartz trigger. A worker that
    /// failed to start tries again after the same interval. Default: 15 s.
    /// </summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often a process tries to become the worker while another process is the worker. Default: 1 s.
    /// </summary>
    public TimeSpan StandbyInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A run fails when this number of worker processes has crashed while executing it. Default: 10, which is more than
    /// the usual number of retries, because the task is seldom the cause of a crash.
    /// </summary>
    public int MaxWorkerCrashes { get; init; } = 10;

    /// <summary>
    /// The error of a run that failed because of <see cref="MaxWorkerCrashes"/>: a sentence, or a key that the
    /// application translates.
    /// </summary>
    public string WorkerCrashError { get; init; } = "Its worker process ended unexpectedly too often.";
}

/// <summary>Registers the task queue, the worker and the tasks.</summary>
/// <remarks>Flask documentation: Celery Background Tasks.</remarks>
public static class BackgroundTasksSetup
{
    /// <summary>
    /// Registers the queue and, when <see cref="BackgroundTaskOptions.RunsTasks"/> is true, the worker of this process.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="options">The options of the queue and the worker.</param>
    /// <returns>The same collection, for chaining.</returns>
    /// <remarks>
    /// Requires <see cref="SqliteSetup.AddSqlite"/>, <see cref="SqlMappingSetup.AddSqlMapping"/> and the table
    /// <c>task_runs</c>.
    /// </remarks>
    public static IServiceCollection AddBackgroundTasks(this IServiceCollection services, BackgroundTaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        TaskQueue.Add(services, options);
        services.AddSingleton<TaskWorker>().AddHostedService(provider => provider.GetRequiredService<TaskWorker>());
        return services.AddRuns(options);
    }

    // Registers the services for the runs of one database. Does not register the queue and the worker, because several
    // databases can share them.
    internal static IServiceCollection AddRuns(this IServiceCollection services, BackgroundTaskOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<TaskKinds>()
            .AddScoped<TaskRunStore>()
            .AddScoped<TaskAttempt>()
            .AddScoped<IBackgroundTasks, BackgroundTasks>();

    /// <summary>Registers a task.</summary>
    /// <typeparam name="TTask">The class of the task.</typeparam>
    /// <typeparam name="TArguments">The type of its arguments.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">
    /// The name of the task, which each run stores: unique in an application, never changed. Pages use it as the
    /// translation key of the task's title.
    /// </param>
    /// <param name="retryAfter">
    /// The delay before each retry after an unexpected error; empty for no retry. Default: 10 s, then 60 s.
    /// </param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddBackgroundTask<TTask, TArguments>(
        this IServiceCollection services,
        string name,
        IReadOnlyList<TimeSpan>? retryAfter = null
    )
        where TTask : class, IBackgroundTask<TArguments> =>
        services
            .AddScoped<TTask>()
            .AddSingleton(
                new TaskKind(
                    name,
                    typeof(TTask),
                    retryAfter ?? [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)],
                    (scope, arguments, progress, cancelled) =>
                        scope.GetRequiredService<TTask>().Run(
                            JsonSerializer.Deserialize<TArguments>(
                                arguments, scope.GetRequiredService<BackgroundTaskOptions>().Json)!,
                            progress, cancelled)
                )
            );
}

/// <summary>A registered task.</summary>
sealed record TaskKind(
    string Name,
    Type Type,
    IReadOnlyList<TimeSpan> RetryAfter,
    Func<IServiceProvider, string, TaskProgress, CancellationToken, Task<object?>> Run
);

sealed class TaskKinds(IEnumerable<TaskKind> kinds)
{
    readonly Dictionary<string, TaskKind> byName = kinds.ToDictionary(kind => kind.Name);

    /// <summary>
    /// The longest configured retry delay. If a waiting run is due later than this delay from now, the clock was set
    /// back.
    /// </summary>
    public TimeSpan LongestDelay => byName.Values.SelectMany(kind => kind.RetryAfter).DefaultIfEmpty().Max();

    public TaskKind Of<TTask>() => byName.Values.SingleOrDefault(kind => kind.Type == typeof(TTask))
        ?? throw new InvalidOperationException($"{typeof(TTask).Name} is not registered: call AddBackgroundTask.");

    public TaskKind Of(string name) => byName.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"The task '{name}' no longer exists.");

    public IReadOnlyList<TimeSpan> DelaysOf(string name) => byName.GetValueOrDefault(name)?.RetryAfter ?? [];
}
