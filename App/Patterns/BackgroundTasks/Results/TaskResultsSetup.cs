namespace App.Patterns.BackgroundTasks.Results;

/// <summary>Registers the service that formats task results as text.</summary>
public static class TaskResultsSetup
{
    /// <summary>
    /// Registers <see cref="TaskResultTexts"/>; also register an <see cref="ITaskResultFormatter"/> for each task that
    /// has a result.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskResults(this IServiceCollection services) =>
        services.AddScoped<TaskResultTexts>();
}
