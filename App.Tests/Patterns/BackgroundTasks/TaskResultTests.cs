using System.Text.Json;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using static App.Tests.Patterns.BackgroundTasks.TaskResults;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskResultTests
{
    [Fact, Trait("Statement", "P23.3")]
    public async Task Result_waits_for_the_run_and_throws_its_error()
    {
        await using var host = await QueueHost.Start(work: (_, number, _, _) => number switch
        {
            1 => Task.FromResult<object?>(new TaskResult { Text = "done", Url = "/links" }),
            2 => throw new TaskFailedException("The file is empty."),
            _ => throw new InvalidOperationException("secret"),
        });
        Assert.Equal(new TaskResult { Text = "done", Url = "/links" }, await Result<TaskResult>(host, host.Enqueue(1)));
        var failed = await Assert.ThrowsAsync<TaskFailedException>(() => Result<object>(host, host.Enqueue(2)));
        Assert.Equal("The file is empty.", failed.Message);
        var unexpected = await Assert.ThrowsAsync<TaskFailedException>(() => Result<object>(host, host.Enqueue(3)));
        Assert.DoesNotContain("secret", unexpected.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P23.3")]
    public async Task Result_times_out_and_Enqueue_never_waits_for_a_worker()
    {
        await using var host = await QueueHost.Start(worker: false);
        var id = host.Enqueue();
        using var scope = host.Services.CreateScope();
        var tasks = scope.ServiceProvider.GetRequiredService<IBackgroundTasks>();
        await Assert.ThrowsAsync<TimeoutException>(() =>
            tasks.Result<int>(id, TimeSpan.Zero, TestContext.Current.CancellationToken)
        );
    }

    [Fact, Trait("Statement", "P23.4")]
    public async Task A_poll_returns_ready_successful_and_value()
    {
        var go = new TaskCompletionSource();
        await using var host = await QueueHost.Start(concurrency: 1, work: async (_, number, progress, cancelled) =>
        {
            if (number == 1)
            {
                progress.Report(3, 10, "three of ten");
                await go.Task.WaitAsync(cancelled);
            }
            return number switch
            {
                1 => new { Links = 7 },
                2 => throw new TaskFailedException("No such file."),
                _ => throw new InvalidOperationException("secret"),
            };
        });
        var ids = new[] { 1, 2, 3 }.Select(number => host.Enqueue(number)).ToList();
        await host.Until(ids[0], run => run.Current == 3);
        Assert.Equal(
            """{"ready":false,"successful":false,"value":{"current":3,"total":10,"note":"three of ten"}}""",
            Poll(host, ids[0])
        );
        Assert.Equal("""{"ready":false,"successful":false,"value":null}""", Poll(host, ids[1]));
        go.SetResult();
        foreach (var id in ids) await host.Ended(id);
        Assert.Equal("""{"ready":true,"successful":true,"value":{"links":7}}""", Poll(host, ids[0]));
        Assert.Equal("""{"ready":true,"successful":false,"value":"No such file."}""", Poll(host, ids[1]));
        Assert.Equal("""{"ready":true,"successful":false,"value":"unexpected"}""", Poll(host, ids[2]));
    }

    [Fact, Trait("Statement", "P23.4")]
    public async Task Unknown_runs_and_runs_of_other_accounts_are_not_found()
    {
        await using var host = await QueueHost.Start(worker: false);
        var id = host.Enqueue(accountId: 1);
        Assert.NotNull(host.Query(runs => runs.Find(id, accountId: 1)));
        Assert.Null(host.Query(runs => runs.Find(id, accountId: 2)));
        Assert.Null(host.Query(runs => runs.Find(id + 1, accountId: 1)));
        Assert.False(host.InScope(tasks => tasks.Cancel(id, accountId: 2)));
        Assert.False(host.InScope(tasks => tasks.Retry(id, accountId: 2)));
    }

    [Fact, Trait("Statement", "P23.6")]
    public async Task A_result_is_stored_and_expires()
    {
        await using var host = await QueueHost.Start();
        var id = host.Enqueue(5);
        Assert.Equal("5", (await host.Ended(id)).Result);
        var ended = host.Run(id)!.FinishedAt!.Value;
        Assert.Equal(0, host.Query(runs => runs.RemoveEnded(ended)));
        Assert.Equal(1, host.Query(runs => runs.RemoveEnded(ended.AddSeconds(1))));
        Assert.Null(host.Run(id));
    }

    [Fact, Trait("Statement", "P23.6")]
    public async Task A_starting_worker_deletes_expired_results()
    {
        await using var web = await QueueHost.Start(worker: false);
        web.Execute("""
            insert into task_runs (id, task, arguments, language, state, run_at, created_at, finished_at)
            values (7, 'scripted', '0', 'en', 'succeeded', 0, 0, 0)
            """);
        await using var worker = await QueueHost.Start(beside: web);
        await web.Until(() => web.Run(7) is null);
    }

    static string Poll(QueueHost host, long id) =>
        JsonSerializer.Serialize(host.Run(id)!.Answer("unexpected", "cancelled"), JsonSerializerOptions.Web);
}
