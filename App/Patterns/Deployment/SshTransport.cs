using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace App.Patterns.Deployment;

/// <summary>Runs commands and writes files on a host over SSH.</summary>
/// <remarks>
/// Connects at the first use. The host key must be in the <c>known_hosts</c> file; an unknown host is refused. Only the
/// code of a deployment uses this class, so that a web server never loads the package SSH.NET. Flask documentation:
/// Deploying with Fabric.
/// </remarks>
public sealed class SshTransport : ITransport
{
    readonly DeploymentHost host;
    readonly SshOptions options;
    readonly List<PrivateKeyFile> keys = [];
    SshClient? client;
    SftpClient? files;

    /// <summary>Creates a transport without connecting.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The keys and the known hosts.</param>
    public SshTransport(DeploymentHost host, SshOptions options) => (this.host, this.options) = (host, options);

    /// <inheritdoc/>
    public async Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        client ??= await Connect(info => new SshClient(info), cancelled);
        using var running = client.CreateCommand($"{command} 2>&1");
        try
        {
            var ended = running.ExecuteAsync(cancelled);
            // A separate task, because the stream does not end when the connection breaks.
            var reading = Task.Run(() => ReadLines(running.OutputStream, output), CancellationToken.None);
            await ended;
            await reading;
            return running.ExitStatus ?? throw new DeploymentException($"{host} ended the command by a signal.");
        }
        catch (Exception error) when (IsConnectionError(error))
        {
            throw Broken(error);
        }
    }

    /// <inheritdoc/>
    public async Task UploadAsync(Stream content, string path, CancellationToken cancelled = default)
    {
        files ??= await Connect(info => new SftpClient(info), cancelled);
        try
        {
            await files.UploadFileAsync(content, path, cancelled);
        }
        catch (Exception error) when (IsConnectionError(error) || error is SshException)
        {
            throw Broken(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        files?.Dispose();
        client?.Dispose();
        foreach (var key in keys) key.Dispose();
    }

    static void ReadLines(Stream stream, Action<string> output)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) output(line);
    }

    async Task<T> Connect<T>(Func<ConnectionInfo, T> make, CancellationToken cancelled) where T : BaseClient
    {
        var info = Describe();
        string? refusal = null;
        var made = make(info);
        made.KeepAliveInterval = TimeSpan.FromSeconds(15);
        made.HostKeyReceived += (_, received) =>
        {
            received.CanTrust = options.KnownHosts.Trusts(host.Name, host.Port, received.HostKey);
            if (!received.CanTrust) refusal = Refusal(received.HostKeyName, received.FingerPrintSHA256);
        };
        try
        {
            await made.ConnectAsync(cancelled);
            return made;
        }
        catch (Exception error) when (IsConnectionError(error) || error is SshException)
        {
            made.Dispose();
            throw new DeploymentException(refusal ?? $"{host} cannot be reached: {error.Message}", error);
        }
    }

    ConnectionInfo Describe()
    {
        if (keys.Count == 0) keys.AddRange(options.KeyFiles.Select(Read));
        if (keys.Count == 0)
            throw new DeploymentException("There is no private key in ~/.ssh. Name one with --identity.");
        var user = host.User.Length > 0 ? host.User : Environment.UserName;
        var info = new ConnectionInfo(
            host.Name, host.Port, user, new PrivateKeyAuthenticationMethod(user, [.. keys]))
        {
            Timeout = options.Timeout,
        };
        // A host may have keys of several types. Asks for one of the types that are known.
        var known = options.KnownHosts.TypesOf(host.Name, host.Port);
        if (known.Count > 0)
            foreach (var name in info.HostKeyAlgorithms.Keys.Where(name => !IsOfType(name, known)).ToList())
                info.HostKeyAlgorithms.Remove(name);
        return info;
    }

    PrivateKeyFile Read(string path)
    {
        try
        {
            return options.Passphrase is { } passphrase ? new(path, passphrase) : new(path);
        }
        catch (Exception error) when (error is SshException or IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException($"The key {path} cannot be used: {error.Message}", error);
        }
    }

    // The signature algorithms of RSA keys have other names than the keys.
    static bool IsOfType(string algorithm, IReadOnlyList<string> types) =>
        types.Contains(algorithm)
        || (algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) && types.Contains("ssh-rsa"));

    string Refusal(string type, string fingerprint) =>
        options.KnownHosts.TypesOf(host.Name, host.Port).Count == 0
            ? $"{host} is not in the known_hosts file. Its {type} key has the fingerprint SHA256:{fingerprint}. "
                + $"If it is right, add it with ssh-keyscan -p {host.Port} {host.Name} >> ~/.ssh/known_hosts."
            : $"{host} sent another {type} key than the known_hosts file has: SHA256:{fingerprint}. "
                + "Nothing was sent to it.";

    DeploymentException Broken(Exception error) =>
        new(
            $"The connection to {host} broke: {error.Message} The host finishes the step or undoes it. Try again.",
            error);

    static bool IsConnectionError(Exception error) =>
        error is SshConnectionException or SshOperationTimeoutException or SocketException or IOException
            or ObjectDisposedException or ProxyException or SshAuthenticationException;
}

/// <summary>The keys and the known hosts of SSH connections.</summary>
/// <remarks>Flask documentation: Deploying with Fabric.</remarks>
public sealed record SshOptions
{
    static readonly string[] defaultNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

    /// <summary>The host keys that are trusted.</summary>
    public required KnownHosts KnownHosts { get; init; }

    /// <summary>The private keys, tried in this order.</summary>
    public required IReadOnlyList<string> KeyFiles { get; init; }

    /// <summary>The passphrase of the private keys; <see langword="null"/> for unprotected keys.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The maximum time to connect. Default: 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Options with the files in <c>~/.ssh</c>, for what is not given.</summary>
    /// <param name="keyFile">The private key; <see langword="null"/> for the usual names in <c>~/.ssh</c>.</param>
    /// <param name="knownHostsFile">
    /// The file of host keys; <see langword="null"/> for <c>~/.ssh/known_hosts</c>.
    /// </param>
    /// <param name="passphrase">The passphrase of the key.</param>
    /// <returns>The options.</returns>
    public static SshOptions From(string? keyFile, string? knownHostsFile, string? passphrase)
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");
        return new()
        {
            KnownHosts = KnownHosts.Read(knownHostsFile ?? Path.Combine(folder, "known_hosts")),
            KeyFiles = keyFile is not null
                ? [keyFile]
                : [.. defaultNames.Select(name => Path.Combine(folder, name)).Where(File.Exists)],
            Passphrase = passphrase,
        };
    }
}
