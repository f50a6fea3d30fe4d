using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace App.Patterns.Deployment.Ssh;

/// <summary>Runs commands and writes files on a host over SSH.</summary>
/// <remarks>
/// Connects at the first use. Refuses a host whose key is not in the <c>known_hosts</c> file. Use this class only in
/// code that deploys: a process loads the assembly SSH.NET at the first use. Flask documentation: Deploying with
/// Fabric, Creating the first Fabfile (<c>run</c> and <c>put</c>).
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
    /// <param name="options">The private keys, the trusted host keys and the timeout.</param>
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
            // Reads in a separate task. When the connection breaks, the stream does not end, but "ended" fails.
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
        // A host may have keys of several types. Offer only the types whose keys are in the known_hosts file.
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

    // The type of an RSA key is ssh-rsa, but its signature algorithms are called rsa-sha2-256 and rsa-sha2-512.
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

/// <summary>The private keys, trusted host keys and timeout of SSH connections.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Running Fabfiles (<c>env.user</c>).</remarks>
public sealed record SshOptions
{
    static readonly string[] defaultNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

    /// <summary>The trusted host keys.</summary>
    public required KnownHosts KnownHosts { get; init; }

    /// <summary>The paths of the private keys, which are tried in this order.</summary>
    public required IReadOnlyList<string> KeyFiles { get; init; }

    /// <summary>The passphrase of all private keys; <see langword="null"/> for keys without one.</summary>
    public string? Passphrase { get; init; }

    /// <summary>The timeout of connecting. Default: 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Creates options from the given files, or from the usual files in <c>~/.ssh</c>.</summary>
    /// <param name="keyFile">
    /// The path of the private key. <see langword="null"/> means those of <c>id_ed25519</c>, <c>id_ecdsa</c> and
    /// <c>id_rsa</c> that exist in <c>~/.ssh</c>.
    /// </param>
    /// <param name="knownHostsFile">
    /// The path of the file with host keys. <see langword="null"/> means <c>~/.ssh/known_hosts</c>.
    /// </param>
    /// <param name="passphrase">The passphrase of the keys; <see langword="null"/> for keys without one.</param>
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
