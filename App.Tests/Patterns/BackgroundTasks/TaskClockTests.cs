using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskClockTests
{
    [Fact]
    [Trait("Statement", "P23.9")]
    public async Task A_clock_set_forward_does_not_start_a_running_task_twice()
    {
        var clock = new ShiftedClock();
        var go = new TaskCompletionSource();
        var starts = 0;
        await using var host = await QueueHost.Start(time: clock, work: async (_, number, _, cancelled) =>
        {
            if (number > 0) return number;
            Interlocked.Increment(ref starts);
            await go.Task.WaitAsync(cancelled);
            return number;
        });
        var id = host.Enqueue(0);
        await host.Until(id, run => run.State == TaskState.Running);
        clock.Shift(TimeSpan.FromHours(3));
        // Inserts a second run that is not in the queue, so only the periodic sweep can start it. When the second run
        // starts, the sweep has checked the first run too.
        host.Execute(
            """
            insert into task_runs (id, task, arguments, language, run_at, created_at)
            values (77, 'scripted', '3', 'en', 0, 0)
            """
        );
        await host.Ended(77);
        go.SetResult();
        var run = await host.Ended(id);
        Assert.Equal((TaskState.Succeeded, 1L, 1), (run.State, run.Attempts, starts));
    }

    [Fact]
    [Trait("Statement", "P23.9")]
    public async Task A_clock_set_back_delays_neither_queued_nor_new_runs()
    {
        var clock = new ShiftedClock();
        await using var web = await QueueHost.Start(worker: false, time: clock);
        clock.Shift(TimeSpan.FromHours(2));
        var before = web.Enqueue(1);
        clock.Shift(TimeSpan.FromHours(-2));
        var after = web.Enqueue(2);
        await using var worker = await QueueHost.Start(beside: web, time: clock);
        Assert.Equal("1", (await web.Ended(before)).Result);
        Assert.Equal("2", (await web.Ended(after)).Result);

        clock.Shift(TimeSpan.FromHours(-5));
        Assert.Equal("3", (await web.Ended(web.Enqueue(3))).Result);
    }

    /// <summary>The system clock with an offset. The offset does not affect timers.</summary>
    sealed class ShiftedClock : TimeProvider
    {
        long shift;

        public void Shift(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref shift));
    }
}
