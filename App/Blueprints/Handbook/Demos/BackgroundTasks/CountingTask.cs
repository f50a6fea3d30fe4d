using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;

namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>Counts to a small number and tells how far it is; it ends as it was asked to.</summary>
public sealed class CountingTask(TaskRunStore runs, TimeProvider time) : IBackgroundTask<CountingArguments>
{
    public const string Name = "handbook.counting";
    public const int Steps = 6;

    static readonly TimeSpan step = TimeSpan.FromMilliseconds(500);

    public async Task<object?> Run(CountingArguments arguments, TaskProgress progress, CancellationToken cancelled)
    {
        var run = runs.Find(progress.RunId)!;
        // A second attempt goes on where the first one stopped: the row says where.
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

/// <summary>How it ends: well, with words, or with an unexpected error at the first attempt.</summary>
public enum CountingEnding { Succeed, Fail, Stumble }

/// <param name="Attempts">How often it was begun.</param>
public sealed record CountingResult(int Counted, long Attempts);

/// <summary>Clears the runs that visitors tried an hour ago; those of members are kept as always.</summary>
public sealed class CountingRemoval(OnDemandConnection connection, TaskRunStore runs, TimeProvider time)
    : IScheduledTask
{
    public void Run() =>
        connection.Transact(() => runs.RemoveUnowned(CountingTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age));
}
