namespace App.Patterns.Deployment;

/// <summary>Runs commands and writes files on one host.</summary>
/// <remarks>
/// Flask documentation: Deploying with Fabric, Creating the first Fabfile (<c>run</c> and <c>put</c>).
/// </remarks>
public interface ITransport : IDisposable
{
    /// <summary>Runs a command line and waits for its end.</summary>
    /// <param name="command">A command line for a POSIX shell; see <see cref="ShellText"/>.</param>
    /// <param name="output">Receives each line of standard output and standard error when the host sends it.</param>
    /// <param name="cancelled">Stops waiting and closes the connection. The command may continue on the host.</param>
    /// <returns>The exit code of the command.</returns>
    /// <exception cref="DeploymentException">The connection failed or broke.</exception>
    Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default);

    /// <summary>Writes a file. An existing file is replaced.</summary>
    /// <param name="content">The content, read from its current position.</param>
    /// <param name="path">The absolute path on the host. It is not interpreted by a shell.</param>
    /// <param name="cancelled">Stops the transfer. A part of the file may remain on the host.</param>
    /// <returns>A task that completes when the whole file is written.</returns>
    /// <exception cref="DeploymentException">The connection failed, or the file cannot be written.</exception>
    Task UploadAsync(Stream content, string path, CancellationToken cancelled = default);
}

/// <summary>The exception for a deployment step that failed.</summary>
/// <param name="message">The message, which is shown to the person who deploys.</param>
/// <param name="inner">The exception that caused this one.</param>
/// <remarks>Flask documentation: Deploying with Fabric, Running Fabfiles.</remarks>
public sealed class DeploymentException(string message, Exception? inner = null) : Exception(message, inner);
