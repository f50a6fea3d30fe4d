using App.Patterns.BackgroundTasks;
using Quartz;

namespace App.Mounts;

/// <summary>
/// The Quartz job that attempts one task run of an additional library, with the services of that library.
/// </summary>
sealed class LibraryTaskJob(ILibraryTasks libraries) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stopping)
    {
        // Enter returns null for a library that was deleted or disabled. Its run then does not start.
        using var entered = await libraries.Enter(new(context.JobDetail.Key.Group));
        if (entered is null) return;
        await using var scope = entered.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TaskAttempt>().Make(TaskQueue.RunOf(context), stopping);
    }
}
