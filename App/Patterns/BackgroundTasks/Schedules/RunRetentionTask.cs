using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks.Schedules;

/// <summary>Sets how long finished task runs are stored.</summary>
/// <param name="Age">The maximum age. Older runs are deleted once a day.</param>
public sealed record RunRetention(TimeSpan Age);

/// <summary>Deletes finished runs older than <see cref="RunRetention.Age"/>.</summary>
sealed class RunRetentionTask(OnDemandConnection connection, RunRetention retention, TimeProvider time) : IScheduledTask
{
    public void Run() =>
        connection.Transact(() => new TaskRunStore(connection).RemoveEnded(time.GetUtcNow() - retention.Age));
}
