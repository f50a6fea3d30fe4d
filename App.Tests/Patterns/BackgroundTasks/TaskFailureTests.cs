using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using Dapper;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskFailureTests
{
    [Fact, Trait("Statement", "P23.8")]
    public async Task An_unexpected_exception_is_retried_with_backoff_and_only_logged_with_its_stack_trace()
    {
        await using var host = await QueueHost.Start(
            retryAfter: [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(400)],
            work: (_, _, _, _) => throw new InvalidOperationException("secret of the house"));
        var run = await host.Ended(host.Enqueue());
        Assert.Equal(TaskState.Failed, run.State);
        Assert.Equal(3, run.Attempts);
        Assert.Null(run.Error);
        Assert.Null(run.Result);
        Assert.True(run.StartedAt - run.CreatedAt >= TimeSpan.FromMilliseconds(400));
        Assert.Equal("unexpected", run.Answer("unexpected", "cancelled").Value);
        Assert.Contains("secret of the house", host.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(TaskFailureTests), host.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "P23.8")]
    public async Task A_retry_can_succeed()
    {
        var attempts = 0;
        await using var host = await QueueHost.Start(
            retryAfter: [TimeSpan.FromMilliseconds(1)],
            work: (_, number, _, _) =>
                ++attempts == 1 ? throw new InvalidOperationException("not yet") : Task.FromResult<object?>(number)
        );
        var run = await host.Ended(host.Enqueue(4));
        Assert.Equal((TaskState.Succeeded, 2L, "4"), (run.State, run.Attempts, run.Result));
    }

    [Fact, Trait("Statement", "P23.8")]
    public async Task A_TaskFailedException_is_not_retried()
    {
        await using var host = await QueueHost.Start(retryAfter: [TimeSpan.Zero], work: (_, _, _, _) =>
            throw new TaskFailedException("The file is empty.")
        );
        var run = await host.Ended(host.Enqueue());
        Assert.Equal((TaskState.Failed, 1L, "The file is empty."), (run.State, run.Attempts, run.Error));
    }

    [Fact]
    [Trait("Statement", "P23.4")]
    public async Task A_cancelled_waiting_run_never_starts()
    {
        await using var web = await QueueHost.Start(worker: false);
        var cancelled = web.Enqueue(1);
        var other = web.Enqueue(2);
        Assert.True(web.InScope(tasks => tasks.Cancel(cancelled, accountId: 1)));
        Assert.Equal(TaskState.Cancelled, web.Run(cancelled)!.State);
        Assert.NotNull(web.Run(cancelled)!.FinishedAt);
        Assert.False(web.InScope(tasks => tasks.Cancel(cancelled, accountId: 1)));
        await using var worker = await QueueHost.Start(beside: web, concurrency: 1);
        await web.Ended(other);
        Assert.Equal(0, web.Run(cancelled)!.Attempts);
    }

    [Fact]
    [Trait("Statement", "P23.4")]
    public async Task A_cancelled_running_task_ends_as_cancelled_and_can_be_run_again()
    {
        var attempts = 0;
        await using var host = await QueueHost.Start(work: async (_, number, _, cancelled) =>
        {
            if (++attempts == 1) await Task.Delay(Timeout.Infinite, cancelled);
            return number;
        });
        var id = host.Enqueue(6);
        await host.Until(id, run => run.State == TaskState.Running);
        Assert.True(host.InScope(tasks => tasks.Cancel(id, accountId: 1)));
        Assert.Equal(TaskState.Cancelled, (await host.Ended(id)).State);

        Assert.True(host.InScope(tasks => tasks.Retry(id, accountId: 1)));
        Assert.Equal("6", (await host.Ended(id)).Result);
        Assert.False(host.InScope(tasks => tasks.Retry(id, accountId: 1)));
    }

    [Fact]
    public async Task Reporting_progress_stops_a_cancelled_task_that_ignores_its_token()
    {
        await using var host = await QueueHost.Start(work: async (_, _, progress, _) =>
        {
            for (var i = 0; ; i++)
            {
                progress.Report(i);
                await Task.Yield();
            }
        });
        var id = host.Enqueue();
        await host.Until(id, run => run.Current > 0);
        host.InScope(tasks => tasks.Cancel(id, accountId: 1));
        Assert.Equal(TaskState.Cancelled, (await host.Ended(id)).State);
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task Runs_of_a_deleted_account_end_without_an_error()
    {
        await using var host = await QueueHost.Start(retryAfter: [TimeSpan.Zero], work: async (_, _, _, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("the account is gone");
        });
        var id = host.Enqueue(accountId: 2);
        await host.Until(id, run => run.State == TaskState.Running);
        host.Execute("delete from accounts where id = 2");
        Assert.Null(host.Run(id));
        var next = host.Enqueue(accountId: 1);
        await host.Until(next, run => run.State == TaskState.Running);
        host.InScope(tasks => tasks.Cancel(next, accountId: 1));
        await host.Ended(next);
        Assert.DoesNotContain(host.Log.Lines, line =>
            line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Statement", "P23.7")]
    public async Task Progress_is_visible_between_and_inside_transactions()
    {
        var seen = false;
        await using var host = await QueueHost.Start(work: async (services, _, progress, cancelled) =>
        {
            var connection = services.GetRequiredService<OnDemandConnection>();
            var step = 0;
            while (!Volatile.Read(ref seen))
            {
                cancelled.ThrowIfCancellationRequested();
                connection.Transact(() =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        connection.Execute("insert into steps (run, step) values (1, @step)", new { step });
                        progress.Report(++step, 1_000_000, "rows");
                    }
                });
                await Task.Yield();
            }
            return step;
        });
        var id = host.Enqueue();
        var first = await host.Until(id, run => run.Current > 0);
        var later = await host.Until(id, run => run.Current > first.Current);
        Assert.Equal((1_000_000L, "rows"), (later.Total, later.Note));
        Volatile.Write(ref seen, true);
        var ended = await host.Ended(id);
        Assert.Equal(ended.Result, $"{ended.Current}");
    }
}
