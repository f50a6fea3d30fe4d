using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Logs;
using App.Patterns.Sqlite;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskLinesTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P23.7")]
    public async Task Log_lines_of_a_run_are_stored_in_order_before_the_run_ends()
    {
        await using var host = await QueueHost.Start(work: (_, _, progress, _) =>
        {
            progress.Log("one");
            progress.Log("two\r\nlines\nof it");
            return Task.FromResult<object?>(null);
        });
        var id = host.Enqueue();
        await host.Ended(id);
        Assert.Equal([(1, "one"), (2, "two lines of it")], Lines(host, id).Select(line => (line.Number, line.Text)));
    }

    [Fact]
    [Trait("Statement", "P23.7")]
    public async Task Excessive_logging_does_not_block_a_task_and_only_the_newest_lines_are_stored()
    {
        await using var host = await QueueHost.Start(work: (_, _, progress, _) =>
        {
            for (var step = 1; step <= 100_000; step++) progress.Log($"step {step}");
            progress.Log(new string('x', 498) + "😀 and more");
            return Task.FromResult<object?>(null);
        });
        var id = host.Enqueue();
        await host.Ended(id);
        var lines = Lines(host, id);
        Assert.InRange(lines.Count, 200, TaskLineStore.Kept);
        Assert.Equal((100_000, "step 100000"), (lines[^2].Number, lines[^2].Text));
        Assert.Equal((100_001, new string('x', 498) + "…"), (lines[^1].Number, lines[^1].Text));
    }

    [Fact]
    public async Task Only_the_newest_log_lines_are_stored()
    {
        await using var host = await QueueHost.Start(worker: false);
        var id = host.Enqueue();
        InStore(host, store =>
        {
            for (var first = 1; first <= 3000; first += 100)
                store.Add(
                    id,
                    [
                        .. Enumerable
                            .Range(first, 100)
                            .Select(number => new TaskLine
                            {
                                Number = number,
                                Text = "x",
                                SaidAt = DateTimeOffset.UtcNow,
                            }),
                    ]
                );
            return true;
        });
        var lines = Lines(host, id);
        Assert.Equal((TaskLineStore.Kept, 2001, 3000), (lines.Count, lines[0].Number, lines[^1].Number));
        Assert.Equal([2999, 3000], InStore(host, store => store.Newest(id, 2)).Select(line => line.Number));
    }

    [Fact]
    [Trait("Statement", "P23.8")]
    public async Task A_retry_appends_its_log_lines_to_those_of_the_first_attempt()
    {
        var attempts = 0;
        await using var host = await QueueHost.Start(retryAfter: [TimeSpan.Zero], work: (_, _, progress, _) =>
        {
            progress.Log($"attempt {++attempts}");
            return attempts == 1 ? throw new InvalidOperationException() : Task.FromResult<object?>(null);
        });
        var id = host.Enqueue();
        await host.Ended(id);
        Assert.Equal([(1, "attempt 1"), (2, "attempt 2")], Lines(host, id).Select(line => (line.Number, line.Text)));
    }

    [Fact]
    public async Task Log_lines_are_deleted_with_their_run()
    {
        await using var host = await QueueHost.Start(work: (_, _, progress, _) =>
        {
            progress.Log("something");
            return Task.FromResult<object?>(null);
        });
        var id = host.Enqueue();
        await host.Ended(id);
        host.Query(runs => runs.RemoveEnded(DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Empty(Lines(host, id));
    }

    [Fact]
    [Trait("Statement", "P19.1"), Trait("Statement", "P19.5")]
    public async Task Follow_yields_each_log_line_as_it_is_written_and_completes_with_the_run()
    {
        var heard = new TaskCompletionSource();
        await using var host = await QueueHost.Start(work: async (_, _, progress, token) =>
        {
            progress.Log("first");
            await heard.Task.WaitAsync(token);
            progress.Log("last");
            return null;
        });
        var id = host.Enqueue();
        List<string> lines = [];
        using var scope = host.Services.CreateScope();
        await foreach (var line in scope.ServiceProvider.GetRequiredService<TaskLog>().Follow(id, cancelled: cancelled))
        {
            lines.Add(line.Text);
            heard.TrySetResult();
        }
        Assert.Equal(["first", "last"], lines);
        Assert.Equal(TaskState.Succeeded, (await host.Ended(id)).State);

        lines.Clear();
        await foreach (var line in scope.ServiceProvider.GetRequiredService<TaskLog>().Follow(id, 1, cancelled))
            lines.Add(line.Text);
        Assert.Equal(["last"], lines);
    }

    [Fact]
    [Trait("Statement", "P19.5")]
    public async Task Follow_stops_on_cancellation_and_on_application_shutdown()
    {
        var host = await QueueHost.Start(worker: false);
        var id = host.Enqueue();
        using var scope = host.Services.CreateScope();
        var log = scope.ServiceProvider.GetRequiredService<TaskLog>();
        using var leaving = new CancellationTokenSource();
        await using var left = log.Follow(id, cancelled: leaving.Token).GetAsyncEnumerator(CancellationToken.None);
        var waiting = left.MoveNextAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

        await using var ended = log.Follow(id, cancelled: cancelled).GetAsyncEnumerator(cancelled);
        var more = ended.MoveNextAsync().AsTask();
        await host.Stop();
        Assert.False(await more);
        await host.DisposeAsync();
    }

    [Fact]
    [Trait("Statement", "P23.2")]
    public async Task Log_lines_of_a_deleted_run_are_dropped()
    {
        var gone = new TaskCompletionSource();
        await using var host = await QueueHost.Start(work: async (_, number, progress, token) =>
        {
            if (number == 2) return null;
            await gone.Task;
            progress.Log("to nobody");
            return null;
        });
        var id = host.Enqueue(1);
        await host.Until(id, run => run.State == TaskState.Running);
        await host.Ended(host.Enqueue(2));
        host.Execute($"delete from task_runs where id = {id}");
        gone.SetResult();
        await host.Stop();
        Assert.Empty(Lines(host, id));
        Assert.DoesNotContain("could not be written", host.Log.ToString(), StringComparison.Ordinal);
    }

    static IReadOnlyList<TaskLine> Lines(QueueHost host, long id) =>
        InStore(host, store => store.After(id, 0, int.MaxValue));

    static T InStore<T>(QueueHost host, Func<TaskLineStore, T> work)
    {
        using var scope = host.Services.CreateScope();
        T result = default!;
        scope
            .ServiceProvider.GetRequiredService<OnDemandConnection>()
            .Transact(() => result = work(scope.ServiceProvider.GetRequiredService<TaskLineStore>()));
        return result;
    }
}
