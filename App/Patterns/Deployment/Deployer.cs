namespace App.Patterns.Deployment;

/// <summary>Runs the steps of a deployment on one or more hosts.</summary>
/// <remarks>
/// Steps run in the given order. <see cref="DeploymentStep.Pack"/> runs once, on this computer. Every other step runs
/// once for each host, one host after the other. The first failure ends the deployment on all hosts. Flask
/// documentation: Deploying with Fabric, Creating the first Fabfile and Running Fabfiles.
/// </remarks>
public sealed class Deployer : IDisposable
{
    const int NotBootstrapped = 78;

    readonly DeploymentSettings settings;
    readonly DeploymentOptions options;
    readonly IReadOnlyList<DeploymentHost> hosts;
    readonly Func<DeploymentHost, ITransport> connect;
    readonly Action<string> output;
    readonly Dictionary<DeploymentHost, ITransport> transports = [];
    ReleasePackage? package;

    /// <summary>Creates a deployment. Nothing runs and no connection is made before <see cref="RunAsync"/>.</summary>
    /// <param name="settings">The application and its hosts. A host that is listed twice is used once.</param>
    /// <param name="options">The arguments of the steps.</param>
    /// <param name="connect">
    /// Creates the transport to a host. It is not called for the host <c>local</c>. <see cref="Dispose"/> disposes of
    /// the transports.
    /// </param>
    /// <param name="output">Receives each line of the output, with the name of its host at the start.</param>
    /// <exception cref="DeploymentException">A setting or the address of a host is invalid.</exception>
    public Deployer(
        DeploymentSettings settings,
        DeploymentOptions options,
        Func<DeploymentHost, ITransport> connect,
        Action<string> output)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        (this.settings, this.options, this.connect, this.output) = (settings, options, connect, output);
        try
        {
            hosts = [.. settings.Hosts.Select(DeploymentHost.Parse).Distinct()];
        }
        catch (FormatException error)
        {
            throw new DeploymentException(error.Message, error);
        }
    }

    /// <summary>Runs the steps in order.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancelled">
    /// Stops waiting. A push, activation or rollback that a host has begun continues on that host.
    /// </param>
    /// <returns>A task that completes when all steps have succeeded.</returns>
    /// <exception cref="DeploymentException">
    /// There is no host, or a step failed. No later step was begun.
    /// </exception>
    public async Task RunAsync(IReadOnlyList<DeploymentStep> steps, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (hosts.Count == 0 && steps.Any(step => step != DeploymentStep.Pack))
            throw new DeploymentException("There is no host. Name one with -H, or list them in deploy.json.");
        foreach (var step in steps)
            if (step == DeploymentStep.Pack) await Pack(cancelled);
            else
                foreach (var host in hosts) await Run(step, host, cancelled);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        foreach (var transport in transports.Values) transport.Dispose();
    }

    async Task Pack(CancellationToken cancelled)
    {
        var folder = options.Folder
            ?? await Publishing.PublishAsync(options, line => output($"local: {line}"), cancelled);
        package = ReleasePackage.Pack(folder, settings.ProgramName, options.Release, options.PackageFolder);
        foreach (var file in package.Excluded) output($"local: excluded: {file}");
        output($"local: packed: {package.Path}");
    }

    async Task Run(DeploymentStep step, DeploymentHost host, CancellationToken cancelled)
    {
        if (!transports.TryGetValue(host, out var transport))
            transports[host] = transport = host.IsLocal ? new LocalTransport() : connect(host);
        var lines = new List<string>();
        var code = step switch
        {
            DeploymentStep.Bootstrap => await Bootstrap(),
            DeploymentStep.Push => await Push(),
            DeploymentStep.Activate => await Start("activate", ReleaseName()),
            DeploymentStep.Rollback =>
                await Start("rollback", options.Release ?? "", options.RestoreBackup ? "restore" : ""),
            DeploymentStep.Status => await Command("status"),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No step of a host."),
        };
        if (code == NotBootstrapped)
            throw new DeploymentException($"{host}: {settings.RootDirectory} is not prepared. Run bootstrap first.");
        if (code != 0)
            throw new DeploymentException(
                $"{host}: {step.ToString().ToLowerInvariant()} failed. {lines.LastOrDefault()}".TrimEnd());

        async Task<int> Bootstrap()
        {
            var files = HostFiles.All(settings).SelectMany(file => (string[])[file.Path, file.Mode, file.Text]);
            var install = await Script(
                HostScript.Install, settings.RootDirectory, HostScript.Text, HostFiles.Conf(settings));
            return install != 0 ? install : await Host(["bootstrap", settings.Configuration, .. files]);
        }

        async Task<int> Push()
        {
            package ??= ReleasePackage.Open(options.PackagePath
                ?? throw new DeploymentException("There is no package. Run pack first, or name one with --package."));
            if (await Update() is var code and not 0) return code;
            var path = $"{settings.RootDirectory}/incoming/{package.Sha256}.part";
            await using var content = File.OpenRead(package.Path);
            output($"{host}: push: sending {package.Name} ({content.Length:N0} bytes)");
            await transport.UploadAsync(content, path, cancelled);
            return await Start("unpack", path, package.Name, package.Sha256);
        }

        async Task<int> Start(string command, params string[] arguments) =>
            await Command(["start", Guid.NewGuid().ToString("n"), command, .. arguments]);

        async Task<int> Command(params string[] arguments) =>
            await Update() is var code and not 0 ? code : await Host(arguments);

        Task<int> Update() => Script(HostScript.Update, settings.RootDirectory, HostScript.Text);

        Task<int> Host(IEnumerable<string> arguments) => Execute(
            ShellText.Command([
                "sh", $"{settings.RootDirectory}/bin/host", settings.RootDirectory, .. arguments]));

        Task<int> Script(string script, params string[] arguments) => Execute(ShellText.Script(script, arguments));

        Task<int> Execute(string command) => transport.RunAsync(command, Say, cancelled);

        void Say(string line)
        {
            lines.Add(line);
            output($"{host}: {line}");
        }
    }

    string ReleaseName() => options.Release ?? package?.Name
        ?? (options.PackagePath is { } path ? ReleasePackage.Open(path).Name : null)
        ?? throw new DeploymentException("There is no release. Run pack first, or name one with --release.");
}

/// <summary>The steps of a deployment. All except <see cref="Pack"/> run on each host.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Creating the first Fabfile.</remarks>
public enum DeploymentStep
{
    /// <summary>Prepares a host: directories, launcher, configuration file, services and front server.</summary>
    Bootstrap,

    /// <summary>Packs the published program as one archive file on this computer.</summary>
    Pack,

    /// <summary>Sends the package to a host and unpacks it into a new directory.</summary>
    Push,

    /// <summary>Migrates the database, checks the release, and makes it the active one.</summary>
    Activate,

    /// <summary>Makes the previous release, or a named one, the active one again.</summary>
    Rollback,

    /// <summary>Prints the releases, services and health of a host. Changes no release.</summary>
    Status,
}

/// <summary>The arguments of the steps.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, Running Fabfiles.</remarks>
public sealed record DeploymentOptions
{
    /// <summary>
    /// The name of the release to pack, to activate or to return to. <see langword="null"/> means: for a pack the
    /// version of the program, for an activation the name of the package, for a rollback the previous release.
    /// </summary>
    public string? Release { get; init; }

    /// <summary>
    /// The published folder to pack. <see langword="null"/> means: publish the project first, and pack the result.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>
    /// The project file to publish. <see langword="null"/> means: the only one in the current directory, otherwise in
    /// its folder <c>App</c>.
    /// </summary>
    public string? Project { get; init; }

    /// <summary>The runtime identifier to publish for. Default: <c>linux-x64</c>.</summary>
    public string Runtime { get; init; } = "linux-x64";

    /// <summary>Whether to publish without the .NET runtime, which must then be installed on the hosts.</summary>
    public bool FrameworkDependent { get; init; }

    /// <summary>The folder that new packages are written to. Default: <c>artifacts</c>.</summary>
    public string PackageFolder { get; init; } = "artifacts";

    /// <summary>The package to push and activate when <see cref="DeploymentStep.Pack"/> has not run.</summary>
    public string? PackagePath { get; init; }

    /// <summary>
    /// Whether a rollback also restores the databases from the backup that was made before the active release.
    /// </summary>
    public bool RestoreBackup { get; init; }
}
