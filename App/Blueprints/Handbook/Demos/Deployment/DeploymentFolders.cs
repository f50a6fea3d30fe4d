using System.Security.Cryptography;
using System.Text;

namespace App.Blueprints.Handbook.Demos.Deployment;

/// <summary>The folders that the deployment demonstration writes, one for each visitor.</summary>
/// <param name="root">The directory that contains the folders.</param>
public sealed class DeploymentFolders(string root)
{
    /// <summary>
    /// Returns the folder of a visitor. Its name is a hash of the visitor's key, because the key must stay secret.
    /// </summary>
    public DeploymentFolder Of(string visitor) =>
        Named(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor)))[..24]);

    /// <summary>Returns the folder for the name of a <see cref="DeploymentFolder"/> from <see cref="Of"/>.</summary>
    public DeploymentFolder Named(string name) => new(name, Path.Combine(root, name));

    /// <summary>Deletes the folders whose last deployment began before the given time.</summary>
    public void Remove(DateTimeOffset before)
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in Directory.EnumerateDirectories(root))
            if (Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime)
                Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The folder of one visitor: packages, the log, and the root directory of the deployment.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="Path">The path of the folder.</param>
public sealed record DeploymentFolder(string Name, string Path)
{
    public bool Exists => Directory.Exists(Root);

    public string Root => System.IO.Path.Combine(Path, "site");

    public string LogFile => System.IO.Path.Combine(Path, "log");

    /// <summary>The output lines of the last deployment; empty before the first one.</summary>
    public IReadOnlyList<string> Log => File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];

    /// <summary>The name of the active release; null before the first activation.</summary>
    public string? Active =>
        new DirectoryInfo(System.IO.Path.Combine(Root, "current")).LinkTarget?["releases/".Length..];

    /// <summary>The releases on the host, in ascending order.</summary>
    public IReadOnlyList<string> Releases => Directory.Exists(System.IO.Path.Combine(Root, "releases"))
        ? [.. Directory.GetDirectories(System.IO.Path.Combine(Root, "releases"))
            .Select(folder => System.IO.Path.GetFileName(folder)).OrderBy(name => name.Length).ThenBy(name => name)]
        : [];

    /// <summary>The text of the page in the active release; null before the first activation.</summary>
    public string? Page => Active is { } active
        ? File.ReadAllText(System.IO.Path.Combine(Root, "releases", active, DemoDeploymentTask.Program)).Trim()
        : null;
}
