namespace App.Patterns.Deployment;

/// <summary>Runs the steps of a deployment on one or more hosts.</summary>
/// <remarks>
/// Steps run in order. A local step runs once, a remote step once for each host. The first step that fails ends the
/// deployment, on its host and on all later hosts. Flask documentation: Deploying with Fabric, "Running Fabfiles".
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
    /// <param name="settings">The application and its hosts.</param>
    /// <param name="options">The arguments of the steps.</param>
    /// <param name="connect">Creates the transport to a host that is not local.</param>
    /// <param name="output">Receives each line of the output.</param>
    /// <exception cref="DeploymentException">A setting is invalid.</exception>
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
    /// <param name="cancelled">Stops waiting. The host finishes or undoes a step that has begun.</param>
    /// <exception cref="DeploymentException">A step failed. No later step was begun.</exception>
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
        foreach (var file in package.LeftOut) output($"local: left out: {file}");
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
            output($"{host}: push: sending {package.Name}, {content.Length:N0} bytes");
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

/// <summary>The steps. All but <c>Pack</c> run on each host.</summary>
public enum DeploymentStep { Bootstrap, Pack, Push, Activate, Rollback, Status }

/// <summary>The arguments of the steps.</summary>
public sealed record DeploymentOptions
{
    /// <summary>The name of the release. Default: the version of the packed program.</summary>
    public string? Release { get; init; }

    /// <summary>The published folder to pack; <see langword="null"/> to publish the project first.</summary>
    public string? Folder { get; init; }

    /// <summary>The project to publish. Default: the project of the current directory.</summary>
    public string? Project { get; init; }

    /// <summary>The runtime to publish for, such as <c>linux-x64</c>.</summary>
    public string Runtime { get; init; } = "linux-x64";

    /// <summary>Whether the package needs an installed .NET runtime on the hosts.</summary>
    public bool FrameworkDependent { get; init; }

    /// <summary>The folder of new packages.</summary>
    public string PackageFolder { get; init; } = "artifacts";

    /// <summary>The package to push when no package was packed before.</summary>
    public string? PackagePath { get; init; }

    /// <summary>Whether a rollback also restores the backup from before the active release.</summary>
    public bool RestoreBackup { get; init; }
}
