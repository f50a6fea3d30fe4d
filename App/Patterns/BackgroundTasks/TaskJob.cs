using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>What Quartz wakes: makes an attempt at a run among the services of the library whose run it is.</summary>
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
        // Nobody's any more: the run went with its library.
        if (others is null || await others.Enter(library) is not { } entered) return;
        using (entered)
        {
            await using var inside = entered.Services.CreateAsyncScope();
            await inside.ServiceProvider.GetRequiredService<TaskAttempt>().Make(run, stopping);
        }
    }
}
