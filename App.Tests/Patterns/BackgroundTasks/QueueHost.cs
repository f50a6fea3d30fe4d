using System.Text.Json;
using App.Blueprints.Search;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.BackgroundTasks.Repair;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.BackgroundTasks.Tuples;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>
/// A minimal application with background tasks on a SQLite file. Several hosts can share a directory, as separate
/// processes would.
/// </summary>
sealed class QueueHost : IAsyncDisposable
{
    readonly IHost host;
    readonly bool ownsDirectory;

    QueueHost(IHost host, string folder, bool ownsDirectory, RecordedLog log) =>
        (this.host, Folder, this.ownsDirectory, Log) = (host, folder, ownsDirectory, log);

    /// <summary>A former name of the assembly. The type names in older queue files contain this name.</summary>
    public const string FormerAssembly = "Former.Name";

    public string Folder { get; }

    public RecordedLog Log { get; }

    public IServiceProvider Services => host.Services;

    /// <param name="work">The function that <see cref="ScriptedTask"/> runs.</param>
    /// <param name="beside">Another host, whose directory the new host also uses.</param>
    /// <param name="worker">True for a host that runs tasks; false for a host that only enqueues them.</param>
    /// <param name="concurrency">The maximum number of parallel runs; null for the default of the options.</param>
    /// <param name="deaths">The number of worker crashes after which a run fails.</param>
    /// <param name="retryAfter">The delays before retries of <see cref="ScriptedTask"/>.</param>
    public static async Task<QueueHost> Start(
        Work? work = null,
        QueueHost? beside = null,
        string? folder = null,
        bool worker = true,
        int? concurrency = null,
        IReadOnlyList<TimeSpan>? retryAfter = null,
        TimeProvider? time = null,
        int deaths = 10,
        Action<IServiceCollection>? configure = null
    )
    {
        var shared = folder ?? beside?.Folder;
        var path = shared ?? Directory.CreateTempSubdirectory("carafe-test-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSqlite(Path.Combine(path, "library.db"), FtsTokens.Register).AddSqlMapping();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        var job = typeof(TaskRun).Assembly.GetType($"{typeof(TaskRun).Namespace}.TaskJob", throwOnError: true)!;
        builder.Services.AddBackgroundTasks(
            new BackgroundTaskOptions
            {
                QueueFile = Path.Combine(path, "tasks.db"),
                FormerJobTypes = new Dictionary<string, Type> { [$"{job.FullName}, {FormerAssembly}"] = job },
                Json = new(JsonSerializerDefaults.Web) { IncludeFields = true, Converters = { new TupleConverter() } },
                RunsTasks = worker,
                Concurrency = concurrency ?? new BackgroundTaskOptions { QueueFile = "" }.Concurrency,
                MaxWorkerCrashes = deaths,
                SweepInterval = TimeSpan.FromMilliseconds(300),
                StandbyInterval = TimeSpan.FromMilliseconds(100),
            }
        );
        builder.Services.AddTaskLogs().AddTaskLists().AddQueueRepair().AddRunRetention(TimeSpan.FromDays(30));
        builder.Services.AddBackgroundTask<ScriptedTask, int>("scripted", retryAfter ?? []);
        builder.Services.AddBackgroundTask<StepsTask, int>("steps", []);
        builder.Services.AddSingleton(work ?? ((_, number, _, _) => Task.FromResult<object?>(number)));
        configure?.Invoke(builder.Services);
        var log = new RecordedLog();
        builder.Logging.AddProvider(log);
        var app = builder.Build();
        if (shared is null)
            Prepare(app.Services.GetRequiredService<SqliteDatabase>());
        var result = new QueueHost(app, path, shared is null, log);
        await app.StartAsync();
        return result;
    }

    static void Prepare(SqliteDatabase database)
    {
        Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        using var connection = database.Open();
        connection.Execute(
            """
            create table steps (
                run integer not null, step integer not null, times integer not null default 1, primary key (run, step)
            ) strict;
            insert into accounts (id, name, name_key, password_hash, language, created_at)
            values (1, 'Ada', 'ada', '', 'en', 0), (2, 'Bob', 'bob', '', 'en', 0);
            """
        );
    }

    public long Enqueue(int number = 0, long? accountId = 1) =>
        InScope(tasks => tasks.Enqueue<ScriptedTask, int>(number, accountId));

    public T InScope<T>(Func<IBackgroundTasks, T> work)
    {
        using var scope = host.Services.CreateScope();
        return work(scope.ServiceProvider.GetRequiredService<IBackgroundTasks>());
    }

    public T Query<T>(Func<TaskRunStore, T> query)
    {
        using var scope = host.Services.CreateScope();
        return query(scope.ServiceProvider.GetRequiredService<TaskRunStore>());
    }

    public TaskRun? Run(long id) => Query(runs => runs.Find(id));

    public IReadOnlyList<(long Run, long Step, long Times)> Steps()
    {
        using var connection = host.Services.GetRequiredService<SqliteDatabase>().Open();
        return [.. connection.Query<(long, long, long)>("select run, step, times from steps order by rowid")];
    }

    public void Execute(string sql)
    {
        using var connection = host.Services.GetRequiredService<SqliteDatabase>().Open();
        connection.Execute(sql);
    }

    /// <summary>Waits until the run has ended and returns its row.</summary>
    public Task<TaskRun> Ended(long id) => Until(id, run => !run.IsOpen);

    public async Task<TaskRun> Until(long id, Func<TaskRun, bool> condition)
    {
        await Until(() => Run(id) is { } run && condition(run), () => $"{Run(id)}\n{Log}");
        return Run(id)!;
    }

    public async Task Until(Func<bool> condition, Func<string>? seen = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"Waited a minute. {seen?.Invoke()}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops the host; its database can still be read.</summary>
    public Task Stop() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        if (ownsDirectory)
            Directory.Delete(Folder, recursive: true);
    }
}

delegate Task<object?> Work(IServiceProvider services, int number, TaskProgress progress, CancellationToken cancelled);
