using App.Blueprints.Tidying.Changes;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Packages;

namespace App.Blueprints.Tidying;

/// <summary>Tools that tidy a user's links: bulk edits, duplicates, tags, rules and undo.</summary>
public sealed class TidyingBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes =>
        ["/links/bulk", "/links/duplicates", "/links/trash/restored", "/changes", "/tags", "/rules"];

    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<ChangeStarter>().AddScoped<ITaskListener, ChangeFlash>();
        services.AddScoped<ITaskResultFormatter, ChangeResultFormatter>();
        services.AddBackgroundTask<ChangeTask, ChangeArguments>(ChangeTask.Name);
    }
}
