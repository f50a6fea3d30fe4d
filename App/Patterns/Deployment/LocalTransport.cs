using System.Diagnostics;

namespace App.Patterns.Deployment;

/// <summary>Runs commands on this computer, without SSH. Requires a POSIX shell.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Creating the first Fabfile (<c>local</c>).</remarks>
public sealed class LocalTransport : ITransport
{
    readonly IReadOnlyDictionary<string, string> environment;

    /// <summary>Creates a transport.</summary>
    /// <param name="environment">
    /// Environment variables to add for the commands. <see langword="null"/> means none.
    /// </param>
    public LocalTransport(IReadOnlyDictionary<string, string>? environment = null) =>
        this.environment = environment ?? new Dictionary<string, string>();

    /// <inheritdoc/>
    public async Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var start = new ProcessStartInfo("sh", ["-c", $"exec 2>&1; {command}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new DeploymentException("No shell can be started.");
        process.StandardInput.Close();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancelled) is { } line) output(line);
            await process.WaitForExitAsync(cancelled);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task UploadAsync(Stream content, string path, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            await using var file = File.Create(path);
            await content.CopyToAsync(file, cancelled);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException($"{path} cannot be written: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
