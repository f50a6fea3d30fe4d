using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class KilledWorkerTests
{
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
        var told = new RecordingListener();
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
        var told = new RecordingListener();
        await using var worker = await QueueHost.Start(
            beside: host, work: (_, _, _, _) => throw new InvalidOperationException("It was begun again."),
            configure: services => services.AddSingleton<ITaskListener>(told));
        Assert.Equal((TaskState.Cancelled, 1L), ((await host.Ended(81)).State, host.Run(81)!.Attempts));
        Assert.Equal([(81L, TaskState.Cancelled, null)], told.Runs);
    }

    // Inserts the row of a run in the state in which a killed worker leaves the row.
    static void Abandon(QueueHost host, long id, int attempts) =>
        host.Execute(
            $"""
            insert into task_runs
                (id, account_id, task, arguments, language, state, owner, lease_until, attempts, run_at, created_at)
            values ({id}, 1, 'scripted', '4', 'en', 'running', 'nobody', 9e15, {attempts}, 0, 0)
            """
        );
}
