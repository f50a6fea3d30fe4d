using App.Patterns.BackgroundTasks;
using Quartz;

namespace App.Mounts;

/// <summary>
/// The Quartz job that starts one run of a background task of an additional library, such as a shelf. The task uses the
/// services of that library.
/// </summary>
sealed class LibraryTaskJob(ILibraryTasks libraries) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stopping)
    {
        // Enter returns null when the library was deleted or disabled. The task run is then not started.
        using var entered = await libraries.Enter(new(context.JobDetail.Key.Group));
        if (entered is null) return;
        await using var scope = entered.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TaskAttempt>().Make(TaskQueue.RunOf(context), stopping);
    }
}
