using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using Dapper;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>
/// Counts to a number and stores each step in a transaction. A retry skips the stored steps, so no step is done twice.
/// </summary>
sealed class StepsTask(OnDemandConnection connection) : IBackgroundTask<int>
{
    /// <summary>
    /// The name of the environment variable that contains the step at which a child process waits to be killed.
    /// </summary>
    public const string HangAt = "CARAFE_TEST_HANG_AT";

    public async Task<object?> Run(int arguments, TaskProgress progress, CancellationToken cancelled)
    {
        var done = connection.Query<long>("select step from steps where run = @RunId", progress).ToHashSet();
        for (var step = 1; step <= arguments; step++)
        {
            if (done.Contains(step))
                continue;
            if (Environment.GetEnvironmentVariable(HangAt) == $"{step}")
                await Task.Delay(Timeout.Infinite, cancelled);
            connection.Transact(() =>
                connection.Execute(
                    """
                    insert into steps (run, step)
                    values (@RunId, @step)
                    on conflict do update set times = times + 1
                    """,
                    new { progress.RunId, step }
                )
            );
            progress.Report(step, arguments);
        }
        return arguments;
    }
}
