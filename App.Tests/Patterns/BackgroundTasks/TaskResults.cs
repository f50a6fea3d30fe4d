using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>The result of a run, as a caller reads it.</summary>
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
