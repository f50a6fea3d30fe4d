using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;

namespace App.Blueprints.Tasks;

public sealed class TasksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/tasks"];

    public override void ConfigureServices(IServiceCollection services) =>
        services.AddScoped<ITaskListener, TaskFlash>();
}
