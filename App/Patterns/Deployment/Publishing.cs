using System.Diagnostics;

namespace App.Patterns.Deployment;

/// <summary>Publishes a project with the .NET SDK.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Creating the first Fabfile (<c>pack</c>).</remarks>
static class Publishing
{
    /// <summary>Runs <c>dotnet publish</c>. The folder of an earlier call is deleted first.</summary>
    /// <param name="options">The project, the runtime, and the folder of new packages.</param>
    /// <param name="output">Receives each line that the command prints.</param>
    /// <param name="cancelled">Stops waiting. The command may continue.</param>
    /// <returns>The path of the published folder.</returns>
    /// <exception cref="DeploymentException">There is no single project, or it cannot be published.</exception>
    public static async Task<string> PublishAsync(
        DeploymentOptions options, Action<string> output, CancellationToken cancelled)
    {
        var project = options.Project ?? Find(Directory.GetCurrentDirectory());
        var folder = Path.Combine(Path.GetFullPath(options.PackageFolder), "publish");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", project, "--configuration", "Release", "--output", folder, "--runtime", options.Runtime,
            "--self-contained", options.FrameworkDependent ? "false" : "true", "--nologo", "-v:quiet", "-tl:off",
        ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new DeploymentException("dotnet cannot be started.");
        while (await process.StandardOutput.ReadLineAsync(cancelled) is { } line)
            if (line.Length > 0)
                output(line);
        await process.WaitForExitAsync(cancelled);
        return process.ExitCode == 0 ? folder : throw new DeploymentException($"{project} cannot be published.");
    }

    // Returns the only project file in the folder, otherwise the only one in its subfolder App.
    static string Find(string folder) =>
        ((string[])[folder, Path.Combine(folder, "App")])
            .Where(Directory.Exists)
            .Select(place => Directory.GetFiles(place, "*.csproj"))
            .FirstOrDefault(projects => projects.Length == 1)?[0]
        ?? throw new DeploymentException($"There is no single project in {folder}. Name it with --project.");
}
