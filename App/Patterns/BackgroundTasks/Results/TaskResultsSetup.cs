namespace App.Patterns.BackgroundTasks.Results;

/// <summary>Registers the texts of task results.</summary>
public static class TaskResultsSetup
{
    /// <summary>
    /// Registers <see cref="TaskResultTexts"/>; register an <see cref="ITaskResultFormatter"/> for a task.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskResults(this IServiceCollection services) =>
        services.AddScoped<TaskResultTexts>();
}
