using System.CommandLine;
using System.Text.Json;
using App.Patterns.Deployment;
using App.Patterns.Deployment.Ssh;

namespace App.Commands;

/// <summary>
/// The command <c>deploy</c>: prepares hosts, and packs, installs, switches and rolls back releases.
/// </summary>
public static class DeployCommand
{
    /// <summary>The settings file in the current directory, which is read when <c>--settings</c> is missing.</summary>
    const string FileName = "deploy.json";

    /// <summary>The environment variable with the passphrase of the private key.</summary>
    const string PassphraseVariable = "CARAFE_DEPLOY_PASSPHRASE";

    static readonly Argument<DeploymentStep[]> steps = new("steps")
    {
        Description = "The steps, run in the given order: bootstrap, pack, push, activate, rollback, status. "
            + "Without steps: push activate.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result =>
        {
            List<DeploymentStep> parsed = [];
            foreach (var token in result.Tokens)
                if (Enum.GetNames<DeploymentStep>()
                    .FirstOrDefault(name => name.Equals(token.Value, StringComparison.OrdinalIgnoreCase)) is { } name)
                    parsed.Add(Enum.Parse<DeploymentStep>(name));
                else
                    result.AddError($"There is no step '{token.Value}'.");
            return [.. parsed];
        },
    };

    static readonly Option<string[]> hosts = new("--host", "-H")
    {
        Description = "A host, such as carafe@links.example.com:22, or local for this computer. Repeatable. "
            + "Replaces the hosts in the settings file.",
        HelpName = "host",
    };

    static readonly Option<FileInfo?> file = Option<FileInfo?>(
        "--settings", "file", $"The settings file, which lists the hosts; {FileName} by default if it exists.");

    static readonly Option<string?> identity = Option<string?>(
        "--identity",
        "file",
        "The private key; id_ed25519, id_ecdsa and id_rsa in ~/.ssh by default. "
            + $"Set {PassphraseVariable} to its passphrase.");

    static readonly Option<string?> knownHosts = Option<string?>(
        "--known-hosts", "file", "The file of trusted host keys; ~/.ssh/known_hosts by default.");

    static readonly Option<string?> release = Option<string?>(
        "--release",
        "name",
        "The name of the release; by default the version of the program, or for rollback the previous release.");

    static readonly Option<string?> package = Option<string?>(
        "--package", "file", "The package to push and activate, when pack is not one of the steps.");

    static readonly Option<string?> from = Option<string?>(
        "--from", "folder", "The published folder to pack. Without it, pack publishes the project.");

    static readonly Option<string?> project = Option<string?>(
        "--project", "file", "The project to publish; by default the only one in the current directory or in App.");

    static readonly Option<string> runtime = new("--runtime")
    {
        Description = "The runtime identifier to publish for: linux-x64 (default) or linux-arm64.",
        HelpName = "name",
        DefaultValueFactory = _ => "linux-x64",
    };

    static readonly Option<bool> frameworkDependent = new("--framework-dependent")
    {
        Description = "Publishes without the .NET runtime, which must then be installed on the hosts.",
    };

    static readonly Option<string> packages = new("--packages")
    {
        Description = "The folder for new packages; artifacts by default.",
        HelpName = "folder",
        DefaultValueFactory = _ => "artifacts",
    };

    static readonly Option<bool> restoreBackup = new("--restore-backup")
    {
        Description = "With rollback, also restores the databases from before the active release. "
            + "Later changes are lost.",
    };

    public static Command Make()
    {
        var command = new Command("deploy", "Installs releases on hosts over SSH and switches between them.")
        {
            steps, hosts, file, identity, knownHosts, release, package, from, project, runtime, frameworkDependent,
            packages, restoreBackup,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>The deployment settings of this program. The settings file can replace each of them.</summary>
    public static DeploymentSettings Defaults => new()
    {
        Name = "carafe",
        ConfigVariable = $"{SettingsReader.EnvironmentPrefix}{nameof(AppSettings.ConfigFile)}",
        Health = "/health?deep=1",
        ServeArguments = ["serve", "--require-config"],
        WorkerArguments = ["worker", "--require-config"],
        PendingArguments = ["migrate", "--pending"],
        MigrateArguments = ["migrate"],
    };

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var settings = WithConfiguration(Read(parsed));
        var ssh = SshOptions.From(
            parsed.GetValue(identity),
            parsed.GetValue(knownHosts),
            Environment.GetEnvironmentVariable(PassphraseVariable));
        var options = new DeploymentOptions
        {
            Release = parsed.GetValue(release),
            Folder = parsed.GetValue(from),
            Project = parsed.GetValue(project),
            Runtime = parsed.GetValue(runtime)!,
            FrameworkDependent = parsed.GetValue(frameworkDependent),
            PackageFolder = parsed.GetValue(packages)!,
            PackagePath = parsed.GetValue(package),
            RestoreBackup = parsed.GetValue(restoreBackup),
        };
        using var deployer = new Deployer(
            settings, options, host => new SshTransport(host, ssh), line => Console.WriteLine(line));
        var given = parsed.GetValue(steps);
        await deployer.RunAsync(
            given is { Length: > 0 } ? given : [DeploymentStep.Push, DeploymentStep.Activate], cancelled);
        return ExitCode.Done;
    }

    static DeploymentSettings Read(ParseResult parsed)
    {
        var settings = parsed.GetValue(file) is { } named ? DeploymentSettings.Read(named.FullName, Defaults)
            : File.Exists(FileName) ? DeploymentSettings.Read(FileName, Defaults)
            : Defaults;
        return parsed.GetValue(hosts) is { Length: > 0 } given
            ? settings with { Hosts = [.. given.SelectMany(host => host.Split(','))] }
            : settings;
    }

    // Adds the text of the first configuration file, unless the settings file contains one. bootstrap writes the text
    // only on a host without a configuration file.
    static DeploymentSettings WithConfiguration(DeploymentSettings settings)
    {
        if (settings.Configuration != Defaults.Configuration) return settings;
        Dictionary<string, string> values = new()
        {
            [nameof(AppSettings.DataDirectory)] = $"{settings.RootDirectory}/data",
        };
        if (settings.Worker) values[nameof(AppSettings.Worker)] = "external";
        if (settings.Site != FrontServer.None)
        {
            values[nameof(AppSettings.Domain)] = settings.Domain;
            values[nameof(AppSettings.KnownProxies)] = "127.0.0.1";
        }
        return settings with { Configuration = $"{JsonSerializer.Serialize(values, indented)}\n" };
    }

    static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    static Option<T> Option<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
