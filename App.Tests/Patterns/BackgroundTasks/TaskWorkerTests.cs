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
        await second.Until(() => second.Log.Lines.Any(IsTakeover));
        await web.Ended(web.Enqueue());
        await first.DisposeAsync();
        await web.Ended(web.Enqueue());
        Assert.Equal(["first", "first", "second"], ran);
        Assert.Single(second.Log.Lines, IsTakeover);

        static bool IsTakeover(string line) => line.Contains("takes over", StringComparison.Ordinal);

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
    [Trait("Statement", "P23.8")]
    public async Task The_queue_is_restored_from_the_database_when_the_queue_file_is_lost()
    {
        await using var web = await QueueHost.Start(worker: false);
        var ids = Enumerable.Range(1, 3).Select(number => web.Enqueue(number)).ToList();
        // Closes all connections to the queue file, so that the file can be deleted.
        await web.Stop();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(web.Folder, "tasks.db*")) File.Delete(file);
        await using var worker = await QueueHost.Start(beside: web);
        foreach (var id in ids) Assert.Equal(TaskState.Succeeded, (await web.Ended(id)).State);
    }
}
