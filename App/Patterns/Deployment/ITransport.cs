namespace App.Patterns.Deployment;

/// <summary>Runs commands and writes files on one host.</summary>
/// <remarks>Flask documentation: Deploying with Fabric (<c>run</c> and <c>put</c>).</remarks>
public interface ITransport : IDisposable
{
    /// <summary>Runs a command line and waits for its end.</summary>
    /// <param name="command">A command line for a POSIX shell; see <see cref="ShellText"/>.</param>
    /// <param name="output">Receives each line of the output as soon as the host sends it.</param>
    /// <param name="cancelled">Stops waiting and closes the connection. The command may continue on the host.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="DeploymentException">The connection failed or broke.</exception>
    Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default);

    /// <summary>Writes a file. An existing file is replaced.</summary>
    /// <param name="content">The content, read from its current position.</param>
    /// <param name="path">The absolute path on the host. It is not interpreted by a shell.</param>
    /// <param name="cancelled">Stops the transfer; a part of the file may remain.</param>
    /// <exception cref="DeploymentException">The connection failed or broke.</exception>
    Task UploadAsync(Stream content, string path, CancellationToken cancelled = default);
}

/// <summary>A step of a deployment failed. The message is for the person who deploys.</summary>
/// <param name="message">The message.</param>
/// <param name="inner">The cause.</param>
public sealed class DeploymentException(string message, Exception? inner = null) : Exception(message, inner);
