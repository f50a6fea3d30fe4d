using App.Blueprints.Handbook.Exchanges;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Sqlite;

namespace App.Blueprints.Handbook.Demos;

/// <summary>
/// Deletes visitors' data and HTTP exchanges in demonstrations (live examples in the handbook) after an hour.
/// </summary>
public sealed class DemonstrationRemoval(
    OnDemandConnection connection,
    DemonstrationStore items,
    ExchangeStore exchanges,
    TimeProvider time
) : IScheduledTask
{
    public static readonly TimeSpan Age = TimeSpan.FromHours(1);

    public void Run() => connection.Transact(() =>
    {
        items.Remove(time.GetUtcNow() - Age);
        exchanges.Remove(time.GetUtcNow() - Age);
    });
}
