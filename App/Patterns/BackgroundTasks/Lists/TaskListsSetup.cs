namespace App.Patterns.BackgroundTasks.Lists;

/// <summary>Registers the store that lists and counts task runs.</summary>
public static class TaskListsSetup
{
    /// <summary>Registers <see cref="TaskListStore"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same collection, for chaining.</returns>
    public static IServiceCollection AddTaskLists(this IServiceCollection services) =>
        services.AddScoped<TaskListStore>();
}
