using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>The Quartz job that makes an attempt at a run, with the services of its library.</summary>
sealed class TaskJob(IServiceProvider scope, ILibraryTasks? others = null) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stopping)
    {
        var (library, run) = TaskQueue.RunOf(context);
        if (library.IsOwn)
        {
            await scope.GetRequiredService<TaskAttempt>().Make(run, stopping);
            return;
        }
        // The library was deleted or is disabled, so its run cannot start.
        if (others is null || await others.Enter(library) is not { } entered) return;
        using (entered)
        {
            await using var inside = entered.Services.CreateAsyncScope();
            await inside.ServiceProvider.GetRequiredService<TaskAttempt>().Make(run, stopping);
        }
    }
}
