using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.BackgroundTasks;

public sealed record BackgroundTaskOptions
{
    /// <summary>Quartz's own SQLite file; <c>worker.lock</c> lies beside it.</summary>
    public required string QueueFile { get; init; }

    /// <summary>
    /// The name that the application's assembly had when <see cref="QueueFile"/> was written, if it was renamed. Quartz
    /// stores the types of its jobs with it, and would not find them under the new name.
    /// </summary>
    public string? FormerAssemblyName { get; init; }

    /// <summary>Whether this process works (when no other does) or only enqueues.</summary>
    public bool RunsTasks { get; init; } = true;

    /// <summary>
    /// How many tasks run at the same time in the worker. With more than one they may finish in another order.
    /// </summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long a run is believed to be alive without a sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a worker that stands by tries to become the one.</summary>
    public TimeSpan StandbyInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After how many sweeps the libraries that are asleep are looked at too; at the start they always are.
    /// </summary>
    public int SweepsAsleep { get; init; } = 40;

    /// <summary>
    /// How many workers may die while they run a task before the run is given up. Many more than a task may fail,
    /// because a crash is seldom the fault of the task that was running.
    /// </summary>
    public int MaxWorkerDeaths { get; init; } = 10;

    /// <summary>
    /// The error of a run that was given up for this reason: a sentence, or a key that the application translates.
    /// </summary>
    public string WorkerDeathError { get; init; } = "Its worker process ended unexpectedly too often.";

    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}

public static class BackgroundTasksSetup
{
    /// <summary>
    /// The queue, and the worker if this process is to be one. Needs <see cref="SqliteSetup.AddSqlite"/>, <see
    /// cref="SqlMappingSetup.AddSqlMapping"/> and the table <c>task_runs</c>.
    /// </summary>
    public static IServiceCollection AddBackgroundTasks(this IServiceCollection services, BackgroundTaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        TaskQueue.Add(services, options);
        services.AddSingleton<TaskWorker>().AddHostedService(provider => provider.GetRequiredService<TaskWorker>());
        return services.AddLibrary(TaskLibrary.Own, options);
    }

    /// <summary>
    /// The queue of a further library of the process: its runs are in its own file, <paramref name="process"/> are the
    /// services of the application whose scheduler wakes them, which needs <see cref="ILibraryTasks"/>.
    /// </summary>
    public static IServiceCollection AddBackgroundTasks(
        this IServiceCollection services,
        TaskLibrary library,
        IServiceProvider process
    )
    {
        ArgumentNullException.ThrowIfNull(library);
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(process.GetRequiredService<TaskQueue>())
            .AddSingleton(process.GetRequiredService<TaskWorker>());
        return services.AddLibrary(library, process.GetRequiredService<BackgroundTaskOptions>());
    }

    static IServiceCollection AddLibrary(
        this IServiceCollection services,
        TaskLibrary library,
        BackgroundTaskOptions options
    ) =>
        services
            .AddSingleton(library)
            .AddSingleton(options)
            .AddSingleton<TaskKinds>()
            .AddSingleton(provider => new TaskWorkers(provider.GetRequiredService<TaskWorker>(), options))
            .AddScheduledTask<TaskRemovalJob>(TimeSpan.FromDays(1))
            .AddScoped(scope => new TaskAdministration(
                scope.GetRequiredService<OnDemandConnection>(),
                library,
                scope.GetRequiredService<TaskQueue>(),
                scope.GetServices<ScheduledTask>(),
                scope.GetRequiredService<TimeProvider>()
            ))
            .AddScoped(scope => new ScheduledTasks(scope, scope.GetServices<ScheduledTask>()))
            .AddScoped<TaskRunStore>()
            .AddScoped<TaskAdministrationStore>()
            .AddScoped<TaskLineStore>()
            .AddScoped<TaskLog>()
            .AddScoped<TaskAttempt>()
            .AddScoped<TaskResultTexts>()
            .AddScoped<IBackgroundTasks, BackgroundTasks>();

    /// <summary>
    /// Registers a task under the name its runs are kept by, which should be a key of the catalogues and never change.
    /// </summary>
    /// <param name="name">Unique in an application.</param>
    /// <param name="retryAfter">How long to wait after each unexpected error; none means no second try. By default 10
    /// s, then 60 s.</param>
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
                        scope.GetRequiredService<TTask>().Run(TaskJson.Read<TArguments>(arguments), progress, cancelled)
                )
            );

    /// <summary>
    /// Registers work that the worker begins with and does again at each interval. The name of the class is its own.
    /// </summary>
    public static IServiceCollection AddScheduledTask<TTask>(this IServiceCollection services, TimeSpan interval)
        where TTask : class, IScheduledTask =>
        services
            .AddScoped<TTask>()
            .AddSingleton(new ScheduledTask(typeof(TTask).Name, interval, scope => scope.GetRequiredService<TTask>()));
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

    /// <summary>The longest time a run can rightly be put off.</summary>
    public TimeSpan LongestDelay => byName.Values.SelectMany(kind => kind.RetryAfter).DefaultIfEmpty().Max();

    public TaskKind Of<TTask>() => byName.Values.SingleOrDefault(kind => kind.Type == typeof(TTask))
        ?? throw new InvalidOperationException($"{typeof(TTask).Name} is not registered: call AddBackgroundTask.");

    public TaskKind Of(string name) => byName.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"There is no task '{name}' any more.");

    public IReadOnlyList<TimeSpan> DelaysOf(string name) => byName.GetValueOrDefault(name)?.RetryAfter ?? [];
}
