using System.Globalization;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Lists;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Deployment;
using App.Patterns.Sqlite;

namespace App.Blueprints.Handbook.Demos.Deployment;

/// <summary>
/// Writes a small release and deploys it into the visitor's folder. The release is one page and a script that checks
/// the page. It has no server, because visitors must not start processes that keep running.
/// </summary>
public sealed class DemoDeploymentTask(DeploymentFolders folders) : IBackgroundTask<DemoDeployment>
{
    public const string Name = "handbook.deployment";

    /// <summary>The file that takes the place of the program in a release: the page.</summary>
    public const string Program = "index.html";

    static readonly TimeSpan limit = TimeSpan.FromSeconds(30);

    public async Task<object?> Run(DemoDeployment arguments, TaskProgress progress, CancellationToken cancelled)
    {
        var folder = folders.Named(arguments.Folder);
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(folder.LogFile, "", cancelled);
        Directory.SetLastWriteTimeUtc(folder.Path, DateTime.UtcNow);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        time.CancelAfter(limit);
        try
        {
            await Deploy(folder, arguments.Action, time.Token);
        }
        catch (DeploymentException error)
        {
            Write(folder, $"stopped: {error.Message}");
        }
        return null;
    }

    static async Task Deploy(DeploymentFolder folder, DeploymentAction action, CancellationToken cancelled)
    {
        var settings = new DeploymentSettings
        {
            Name = "demo",
            Program = Program,
            Hosts = [DeploymentHost.LocalName],
            Root = folder.Root,
            Manager = Supervisor.None,
            Health = "sh ./check \"$1\"",
            Keep = 3,
        };
        var newest = folder.Releases.Select(Number).DefaultIfEmpty().Max();
        var release = (newest + 1).ToString(CultureInfo.InvariantCulture);
        var options = new DeploymentOptions
        {
            Folder = Path.Combine(folder.Path, "published"),
            Release = release,
            PackageFolder = Path.Combine(folder.Path, "packages"),
        };
        DeploymentStep[] steps =
            [DeploymentStep.Bootstrap, DeploymentStep.Pack, DeploymentStep.Push, DeploymentStep.Activate];
        if (action == DeploymentAction.RollBack) (steps, options) = ([DeploymentStep.Rollback], new());
        else Publish(options.Folder, release, action);
        using var deployer = new Deployer(
            settings, options, _ => new LocalTransport(), line => Write(folder, line));
        await deployer.RunAsync(steps, cancelled);
    }

    // Writes the files of a release. The check takes half a second, so that visitors can watch the steps.
    static void Publish(string folder, string release, DeploymentAction action)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Program), $"This is release {release}.\n");
        var failing = action switch
        {
            DeploymentAction.FailBefore => "gate",
            DeploymentAction.FailAfter => "public",
            _ => "none",
        };
        File.WriteAllText(Path.Combine(folder, "check"), $$"""
            sleep 0.5
            if [ "$1" = {{failing}} ]; then echo "The page has an error."; exit 1; fi

            """);
    }

    static int Number(string name) => int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Appends a line to the log without the path of the folder, which visitors must not see.
    static void Write(DeploymentFolder folder, string line) => File.AppendAllText(
        folder.LogFile, $"{line.Replace(folder.Path, "", StringComparison.Ordinal)}\n");
}

/// <param name="Folder">The name of the visitor's folder.</param>
/// <param name="Action">The action to run in the folder.</param>
public sealed record DemoDeployment(string Folder, DeploymentAction Action);

/// <summary>The actions that a visitor can choose in the deployment demonstration.</summary>
public enum DeploymentAction { Deploy, FailBefore, FailAfter, RollBack }

/// <summary>Deletes the folders and task runs of deployments that visitors started more than an hour ago.</summary>
public sealed class DeploymentRemoval(
    OnDemandConnection connection, TaskListStore runs, DeploymentFolders folders, TimeProvider time) : IScheduledTask
{
    public void Run()
    {
        var before = time.GetUtcNow() - DemonstrationRemoval.Age;
        connection.Transact(() => runs.RemoveUnowned(DemoDeploymentTask.Name, before));
        folders.Remove(before);
    }
}
