using System.Globalization;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskQueueTests
{
    [Fact, Trait("Statement", "P23.1"), Trait("Statement", "P23.9")]
    public async Task Tasks_wait_without_a_worker_and_later_run_in_order_one_at_a_time()
    {
        await using var web = await QueueHost.Start(worker: false);
        var ids = Enumerable.Range(1, 20).Select(number => web.Enqueue(number)).ToList();
        Assert.All(ids, id => Assert.Equal(TaskState.Waiting, web.Run(id)!.State));

        List<int> order = [];
        await using var worker = await QueueHost.Start(beside: web, concurrency: 1, work: (_, number, _, _) =>
        {
            order.Add(number);
            return Task.FromResult<object?>(number);
        });
        foreach (var id in ids) Assert.Equal(TaskState.Succeeded, (await web.Ended(id)).State);
        Assert.Equal(Enumerable.Range(1, 20), order);
        Assert.All(ids, id => Assert.Equal(1, web.Run(id)!.Attempts));
    }

    [Fact, Trait("Statement", "P23.9")]
    public async Task Four_tasks_run_concurrently_by_default_and_start_in_order()
    {
        await using var web = await QueueHost.Start(worker: false);
        var ids = Enumerable.Range(0, 24).Select(number => web.Enqueue(number)).ToList();
        var gate = new Lock();
        HashSet<int> ended = [];
        List<int> unfinishedBefore = [];
        var (running, most) = (0, 0);
        var four = new TaskCompletionSource();
        await using var worker = await QueueHost.Start(beside: web, work: async (_, number, _, cancelled) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
                unfinishedBefore.Add(number - Enumerable.Range(0, number).Count(ended.Contains));
                if (running == 4) four.TrySetResult();
            }
            // Waits until four runs are active. The test times out if fewer than four can run in parallel.
            await four.Task.WaitAsync(cancelled);
            lock (gate)
            {
                running--;
                ended.Add(number);
            }
            return null;
        });
        foreach (var id in ids) Assert.Equal(TaskState.Succeeded, (await web.Ended(id)).State);
        Assert.Equal(4, most);
        Assert.Equal(24, unfinishedBefore.Count);
        Assert.All(unfinishedBefore, earlier => Assert.InRange(earlier, 0, 3));
    }

    [Fact, Trait("Statement", "P23.2")]
    public async Task Each_attempt_has_its_own_scope_that_is_disposed_even_on_failure()
    {
        List<OnDemandConnection> connections = [];
        await using var host = await QueueHost.Start(retryAfter: [TimeSpan.Zero], work: (services, _, _, _) =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            connections.Add(connection);
            connection.BeginUnitOfWork();
            using var command = connection.CreateCommand();
            command.CommandText = "insert into steps (run, step) values (1, 1)";
            command.ExecuteNonQuery();
            throw new InvalidOperationException("no");
        });
        var run = await host.Ended(host.Enqueue());
        Assert.Equal(2, run.Attempts);
        Assert.Equal(2, connections.Distinct().Count());
        Assert.All(connections, connection => Assert.Equal(System.Data.ConnectionState.Closed, connection.State));
        Assert.Empty(host.Steps());
    }

    [Fact, Trait("Statement", "P23.3")]
    public async Task Enqueue_takes_part_in_the_surrounding_unit_of_work()
    {
        await using var host = await QueueHost.Start();
        using var scope = host.Services.CreateScope();
        var connection = scope.ServiceProvider.GetRequiredService<OnDemandConnection>();
        var tasks = scope.ServiceProvider.GetRequiredService<IBackgroundTasks>();
        connection.BeginUnitOfWork();
        var lost = tasks.Enqueue<ScriptedTask, int>(1, null);
        connection.Abandon();
        Assert.Null(host.Run(lost));
        connection.BeginUnitOfWork();
        var kept = tasks.Enqueue<ScriptedTask, int>(2, null);
        connection.Complete();
        Assert.Equal("2", (await host.Ended(kept)).Result);
    }

    [Fact, Trait("Statement", "P23.2")]
    public async Task A_task_runs_in_the_language_of_the_request_that_enqueued_it()
    {
        await using var host = await QueueHost.Start(
            work: (_, _, _, _) => Task.FromResult<object?>(CultureInfo.CurrentUICulture.Name)
        );
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ar");
        Assert.Equal("ar", (await host.Ended(host.Enqueue())).ResultAs<string>());
    }

    [Fact]
    public async Task Listeners_are_notified_of_a_finished_run_and_a_failing_listener_is_ignored()
    {
        var told = new TaskCompletionSource<TaskRun>();
        await using var host = await QueueHost.Start(configure: services => services
            .AddSingleton<ITaskListener>(new Listener(_ => throw new InvalidOperationException("broken")))
            .AddSingleton<ITaskListener>(new Listener(told.SetResult)));
        var id = host.Enqueue(3);
        var run = await told.Task;
        Assert.Equal((id, TaskState.Succeeded, "3"), (run.Id, run.State, run.Result));
        Assert.Equal(TaskState.Succeeded, (await host.Ended(id)).State);
    }

    sealed class Listener(Action<TaskRun> ended) : ITaskListener
    {
        public void Ended(TaskRun run) => ended(run);
    }
}
