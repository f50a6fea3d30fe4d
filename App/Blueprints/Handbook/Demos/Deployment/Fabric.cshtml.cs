using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.Http;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.Deployment;

public sealed class FabricModel(
    DeploymentDemo demo,
    IBackgroundTasks tasks,
    TaskListStore lists,
    DemonstrationStore items,
    DeploymentFolders folders,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    public DeploymentDemo Demo => demo;

    /// <summary>Starts a deployment, unless too many are waiting or running.</summary>
    public IActionResult OnPost(DeploymentAction action)
    {
        // Deletes old runs first: the write takes SQLite's write lock, so no other request can add a run between the
        // count below and the insert.
        lists.RemoveUnowned(DemoDeploymentTask.Name, time.GetUtcNow() - DemonstrationRemoval.Age);
        demo.Refusal = demo.WhyNot();
        if (demo.Refusal is not null)
            return this.PageOrPartial(demo.Partial, demo, StatusCodes.Status429TooManyRequests);
        var visitor = browser.Remember();
        var id = tasks.Enqueue<DemoDeploymentTask, DemoDeployment>(
            new(folders.Of(visitor).Name, Enum.IsDefined(action) ? action : DeploymentAction.Deploy),
            accountId: null
        );
        items.Add(visitor, demo.Slug, id, time.GetUtcNow());
        return Done();
    }
}
