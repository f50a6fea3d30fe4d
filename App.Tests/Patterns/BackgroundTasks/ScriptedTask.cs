using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>A task whose work the test provides.</summary>
sealed class ScriptedTask(Work work, IServiceProvider services) : IBackgroundTask<int>
{
    public Task<object?> Run(int arguments, TaskProgress progress, CancellationToken cancelled) =>
        work(services, arguments, progress, cancelled);
}
