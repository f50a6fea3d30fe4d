using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>Waits for a run to end and returns its result, through the same interface as application code.</summary>
static class TaskResults
{
    public static async Task<T?> Result<T>(QueueHost host, long id)
    {
        using var scope = host.Services.CreateScope();
        return await scope
            .ServiceProvider.GetRequiredService<IBackgroundTasks>()
            .Result<T>(id, TimeSpan.FromMinutes(1));
    }
}
