namespace App.Patterns.BackgroundTasks.Schedules;

/// <summary>
/// Runs all scheduled tasks of an application that has no Quartz scheduler of its own, such as a mounted application.
/// </summary>
public sealed class ScheduledTasks
{
    readonly IServiceProvider scope;
    readonly IReadOnlyList<ScheduledTask> tasks;

    internal ScheduledTasks(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) =>
        (this.scope, this.tasks) = (scope, [.. tasks]);

    /// <summary>Runs the tasks one after the other, in the current scope.</summary>
    public void Run()
    {
        foreach (var task in tasks) task.Make(scope).Run();
    }
}
