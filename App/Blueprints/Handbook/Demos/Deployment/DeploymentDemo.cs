using System.Collections.Immutable;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Deployment;

/// <summary>
/// The demonstration of the deployment chapter. It deploys small releases into a folder of the visitor on this server.
/// The number of deployments is limited.
/// </summary>
public sealed class DeploymentDemo(
    DemonstrationStore items,
    BrowserCookie browser,
    TaskRunStore runs,
    TaskListStore lists,
    DeploymentFolders folders
) : Demonstration
{
    /// <summary>Maximum number of waiting and running deployments of all visitors together.</summary>
    public const int MostOpenOfAll = 3;

    /// <summary>Maximum number of deployments of all visitors together in an hour.</summary>
    public const int Most = 120;

    /// <summary>The actions and their texts in the select box.</summary>
    public static readonly ImmutableArray<(DeploymentAction Action, string Text)> Actions =
    [
        (DeploymentAction.Deploy, "Deploy the next release"),
        (DeploymentAction.FailBefore, "Deploy a release that fails before the switch"),
        (DeploymentAction.FailAfter, "Deploy a release that fails after the switch"),
        (DeploymentAction.RollBack, "Roll back to the previous release"),
    ];

    public override string Slug => "fabric";

    public override string Partial => "_Deployment";

    public string StepsPartial => "_DeploymentSteps";

    /// <summary>The reason why this request did not start a deployment; null when it did or did not try.</summary>
    public string? Refusal { get; set; }

    /// <summary>The visitor's last deployment; null before the first one.</summary>
    public TaskRun? Run => browser.Key is { } visitor
        ? items.All<long>(visitor, Slug).Select(item => runs.Find(item.Value)).FirstOrDefault(run => run is not null)
        : null;

    /// <summary>The visitor's folder; null for a visitor who has deployed nothing.</summary>
    public DeploymentFolder? Folder => browser.Key is { } visitor && folders.Of(visitor) is { Exists: true } folder
        ? folder
        : null;

    /// <summary>Returns the reason why no deployment can start now; null when one can start.</summary>
    public string? WhyNot()
    {
        if (OperatingSystem.IsWindows()) return "The demonstration needs a POSIX shell.";
        if (Run is { IsOpen: true }) return "Your last deployment is still running.";
        var (all, open) = lists.CountUnowned(DemoDeploymentTask.Name);
        return open >= MostOpenOfAll || all >= Most ? "Too many visitors are deploying. Try again later." : null;
    }
}
