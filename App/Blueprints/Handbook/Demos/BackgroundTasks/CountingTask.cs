using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>Counts to 6 with progress reports, and ends in the way that its arguments name.</summary>
public sealed class CountingTask(TaskRunStore runs, TimeProvider time) : IBackgroundTask<CountingArguments>
{
    public const string Name = "handbook.counting";
    public const int Steps = 6;

    static readonly TimeSpan step = TimeSpan.FromMilliseconds(500);

    public async Task<object?> Run(CountingArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        var run = runs.Find(progress.RunId)!;
        // A second attempt continues after the last number that the first attempt stored in the run.
        for (var number = run.Current + 1; number <= Steps; number++)
        {
            await Task.Delay(step, time, cancelled);
            if (number == Steps / 2 && arguments.Ending == CountingEnding.Fail)
                throw new TaskFailedException($"It was told to fail at {number} of {Steps}.");
            if (number == Steps / 2 && arguments.Ending == CountingEnding.Stumble && run.Attempts == 1)
                throw new InvalidOperationException("It was told to stumble.");
            progress.Report(number, Steps, $"Attempt {run.Attempts}");
        }
        return new CountingResult(Steps, run.Attempts);
    }
}

public sealed record CountingArguments(CountingEnding Ending);

/// <summary>
/// How a run ends: it succeeds, fails with a message, or throws an unexpected error in its first attempt only.
/// </summary>
public enum CountingEnding { Succeed, Fail, Stumble }

/// <param name="Attempts">How often the run was started, including the attempt that succeeded.</param>
public sealed record CountingResult(int Counted, long Attempts);

/// <summary>Deletes the task runs of visitors that are older than an hour. Does not delete runs of accounts.</summary>
public sealed class CountingRemoval(OnDemandConnection connection, TaskListStore runs, TimeProvider time)
    : IScheduledTask
{
    public void Run() =>
        connection.Transact(() => runs.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age));
}
