using System.Collections.Concurrent;
using App.Patterns.BackgroundTasks;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskWorkerTests
{
    [Fact, Trait("Statement", "P23.8")]
    public async Task A_task_of_a_killed_worker_is_finished_by_the_next_and_takes_effect_once()
    {
        await using var web = await QueueHost.Start(worker: false);
        using var child = ChildProcess.StartWorker(web.Folder, hangAt: 10);
        var id = web.InScope(tasks => tasks.Enqueue<StepsTask, int>(25, 1));
        await web.Until(() => web.Steps().Count == 9, () => child.Output);
        await web.Until(id, run => run.Current == 9);
        child.Kill();

        await using var next = await QueueHost.Start(beside: web);
        var run = await web.Ended(id);
        Assert.Equal((TaskState.Succeeded, 2L, "25"), (run.State, run.Attempts, run.Result));
        Assert.Equal(Enumerable.Range(1, 25).Select(step => (id, (long)step, 1L)), web.Steps());
    }

    [Fact, Trait("Statement", "P23.9")]
    public async Task Two_workers_run_each_of_500_tasks_once_even_if_one_is_killed()
    {
        await using var web = await QueueHost.Start(worker: false);
        using var child = ChildProcess.StartWorker(web.Folder);
        var ids = Enumerable
            .Range(1, 500)
            .Select(_ => web.InScope(tasks => tasks.Enqueue<StepsTask, int>(1, 1)))
            .ToList();
        await web.Until(() => web.Steps().Count > 100, () => child.Output);
        await using var second = await QueueHost.Start(beside: web);
        await second.Until(() => second.Log.Lines.Any(line => line.Contains("takes over", StringComparison.Ordinal)));
        child.Kill();

        await web.Until(
            () => !web.Query(runs => runs.AnyOpen()),
            () => $"{web.Steps().Count} done\n{second.Log}"
        );
        Assert.Equal(ids.Select(id => (id, 1L, 1L)), web.Steps().OrderBy(step => step.Run));
        Assert.All(ids, id => Assert.Equal(TaskState.Succeeded, web.Run(id)!.State));
    }

    [Fact]
    [Trait("Statement", "P23.9")]
    public async Task A_second_worker_waits_logs_it_once_and_takes_over()
    {
        var ran = new List<string>();
        await using var web = await QueueHost.Start(worker: false);
        var first = await QueueHost.Start(beside: web, work: (_, _, _, _) => Ran("first"));
        await web.Ended(web.Enqueue());
        await using var second = await QueueHost.Start(beside: web, work: (_, _, _, _) => Ran("second"));
        await second.Until(() => second.Log.Lines.Count > 0);
        await web.Ended(web.Enqueue());
        await first.DisposeAsync();
        await web.Ended(web.Enqueue());
        Assert.Equal(["first", "first", "second"], ran);
        Assert.Single(second.Log.Lines, line => line.Contains("takes over", StringComparison.Ordinal));

        Task<object?> Ran(string who)
        {
            ran.Add(who);
            return Task.FromResult<object?>(null);
        }
    }

    [Fact, Trait("Statement", "P23.8")]
    public async Task A_stopping_worker_returns_its_task_to_the_queue_without_counting_an_attempt()
    {
        await using var web = await QueueHost.Start(worker: false);
        var first = await QueueHost.Start(beside: web, work: async (_, _, _, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return null;
        });
        var id = web.Enqueue(8);
        await web.Until(id, run => run.State == TaskState.Running);
        await first.DisposeAsync();
        Assert.Equal((TaskState.Waiting, 0L), (web.Run(id)!.State, web.Run(id)!.Attempts));

        await using var second = await QueueHost.Start(beside: web);
        Assert.Equal("8", (await web.Ended(id)).Result);
    }

    [Fact]
    [Trait("Statement", "P23.9")]
    public async Task A_queued_run_is_found_without_a_wake_up_signal()
    {
        await using var host = await QueueHost.Start();
        host.Execute(
            """
            insert into task_runs (id, task, arguments, language, run_at, created_at)
            values (77, 'scripted', '3', 'en', 0, 0)
            """
        );
        Assert.Equal("3", (await host.Ended(77)).Result);
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task A_run_without_a_worker_is_run_again_after_its_lease_expires()
    {
        await using var host = await QueueHost.Start();
        host.Execute("""
            insert into task_runs
                (id, task, arguments, language, state, owner, lease_until, attempts, run_at, created_at)
            values (78, 'scripted', '4', 'en', 'running', 'nobody', 1, 1, 0, 0)
            """);
        Assert.Equal("4", (await host.Ended(78)).Result);
    }

    [Fact]
    [Trait("Statement", "P23.8"), Trait("Statement", "P23.9")]
    public async Task A_task_whose_worker_is_killed_too_often_fails_with_an_error_a_notification_and_a_log_entry()
    {
        await using var web = await QueueHost.Start(worker: false);
        var id = web.InScope(tasks => tasks.Enqueue<StepsTask, int>(2, 1));
        for (var deaths = 1; deaths <= 2; deaths++)
        {
            using var child = ChildProcess.StartWorker(web.Folder, hangAt: 2);
            await web.Until(id, run => run.Attempts == deaths && run.Current == 1);
            child.Kill();
        }
        var told = new Told();
        await using var worker = await QueueHost.Start(beside: web, deaths: 2, configure: services =>
            services.AddSingleton<ITaskListener>(told)
        );
        var run = await web.Ended(id);
        Assert.Equal((TaskState.Failed, 2L, 0L), (run.State, run.Attempts, run.Failures));
        Assert.Equal(new BackgroundTaskOptions { QueueFile = "" }.WorkerCrashError, run.Error);
        Assert.Equal([(id, TaskState.Failed, run.Error)], told.Runs);
        Assert.Single(worker.Log.Lines, line =>
            line.StartsWith($"Error: Run {id} (steps) failed: its worker", StringComparison.Ordinal)
        );
        Assert.Equal([(id, 1L, 1L)], web.Steps());
    }

    [Theory]
    [InlineData(9, TaskState.Succeeded)]
    [InlineData(10, TaskState.Failed)]
    [Trait("Statement", "P23.8")]
    public async Task A_run_fails_after_ten_killed_workers(int attempts, TaskState expected)
    {
        await using var host = await QueueHost.Start(worker: false);
        Abandon(host, 79, attempts);
        await using var worker = await QueueHost.Start(beside: host);
        Assert.Equal(expected, (await host.Ended(79)).State);
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task Killed_workers_do_not_use_up_the_retries_of_a_task()
    {
        await using var host = await QueueHost.Start(worker: false);
        Abandon(host, 80, attempts: 5);
        var failures = 0;
        await using var worker = await QueueHost.Start(
            beside: host,
            retryAfter: [TimeSpan.Zero, TimeSpan.Zero],
            work: (_, _, _, _) =>
                ++failures <= 2 ? throw new InvalidOperationException("no") : Task.FromResult<object?>(null)
        );
        var run = await host.Ended(80);
        Assert.Equal((TaskState.Succeeded, 8L, 2L), (run.State, run.Attempts, run.Failures));
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task A_run_cancelled_before_its_worker_was_killed_is_not_restarted_and_its_listener_is_notified()
    {
        await using var host = await QueueHost.Start(worker: false);
        Abandon(host, 81, attempts: 1);
        host.Execute("update task_runs set cancel_requested = 1 where id = 81");
        var told = new Told();
        await using var worker = await QueueHost.Start(
            beside: host, work: (_, _, _, _) => throw new InvalidOperationException("It was begun again."),
            configure: services => services.AddSingleton<ITaskListener>(told));
        Assert.Equal((TaskState.Cancelled, 1L), ((await host.Ended(81)).State, host.Run(81)!.Attempts));
        Assert.Equal([(81L, TaskState.Cancelled, null)], told.Runs);
    }

    // Inserts a run as a killed worker leaves it.
    static void Abandon(QueueHost host, long id, int attempts) =>
        host.Execute(
            $"""
            insert into task_runs
                (id, account_id, task, arguments, language, state, owner, lease_until, attempts, run_at, created_at)
            values ({id}, 1, 'scripted', '4', 'en', 'running', 'nobody', 9e15, {attempts}, 0, 0)
            """
        );

    sealed class Told : ITaskListener
    {
        public ConcurrentQueue<(long, TaskState, string?)> Runs { get; } = [];

        public void Ended(TaskRun run) => Runs.Enqueue((run.Id, run.State, run.Error));
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task The_queue_is_restored_from_the_database_when_the_queue_file_is_lost()
    {
        await using var web = await QueueHost.Start(worker: false);
        var ids = Enumerable.Range(1, 3).Select(number => web.Enqueue(number)).ToList();
        // Closes all connections to the queue file, then deletes it.
        await web.Stop();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(web.Folder, "tasks.db*")) File.Delete(file);
        await using var worker = await QueueHost.Start(beside: web);
        foreach (var id in ids) Assert.Equal(TaskState.Succeeded, (await web.Ended(id)).State);
    }
}
