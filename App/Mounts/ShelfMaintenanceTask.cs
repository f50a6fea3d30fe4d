using App.Blueprints.Shelves;
using App.Patterns.BackgroundTasks.Schedules;

namespace App.Mounts;

/// <summary>
/// Runs the scheduled tasks of each shelf (a separate library at <c>/~name</c>) once a day, one shelf after the other.
/// Starts with the shelf whose last maintenance is oldest. Loads each shelf that is not running, and unloads it again
/// afterwards.
/// </summary>
public sealed class ShelfMaintenanceTask(
    ShelfRegistry registry,
    ShelfMounts mounts,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ShelfMaintenanceTask> log
) : IScheduledTask
{
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public void Run()
    {
        var before = time.GetUtcNow() - Interval;
        while (
            !lifetime.ApplicationStopping.IsCancellationRequested
            && registry.NextForMaintenance(before) is { } shelf
        )
        {
            registry.SetMaintainedAt(shelf.Id, time.GetUtcNow());
            try
            {
                KeepUp(shelf).GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                log.LogError(
                    error,
                    "The scheduled tasks of {Shelf} failed; retry in {Interval}",
                    shelf.Name,
                    Interval
                );
            }
        }
    }

    async Task KeepUp(Shelf shelf)
    {
        var library = new TaskLibrary(shelf.Key);
        var wasAwake = mounts.IsAwake(library);
        using (var entered = await mounts.Enter(library))
        {
            if (entered is null) return;
            await using var scope = entered.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ScheduledTasks>().Run();
        }
        if (!wasAwake) mounts.Unload(library);
    }
}
