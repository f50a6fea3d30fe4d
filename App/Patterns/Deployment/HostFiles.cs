using System.Text;

namespace App.Patterns.Deployment;

/// <summary>Creates the texts of the files that <c>bootstrap</c> writes on a host.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File and First Deployment.</remarks>
public static class HostFiles
{
    /// <summary>
    /// The name of the environment variable with the path of a file. The service restarts when the file is touched.
    /// </summary>
    public const string ReloadVariable = "DEPLOY_RELOAD_FILE";

    /// <summary>
    /// Creates <c>deploy.conf</c>, which the shell script on the host reads. It sets variables and defines one function
    /// for each way to start the program.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <returns>Lines of shell code, with every value quoted.</returns>
    public static string Conf(DeploymentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var root = settings.RootDirectory;
        var isPath = settings.Health.StartsWith('/');
        var host = settings.ListenHost == "0.0.0.0" ? "127.0.0.1" : settings.ListenHost;
        var text = new StringBuilder("# Written by \"deploy bootstrap\".\n");
        Set("ROOT", root);
        Set("NAME", settings.Name);
        Set("PROGRAM", settings.ProgramName);
        Set("MANAGER", settings.Manager.ToString().ToLowerInvariant());
        Set("SERVICES", string.Join(' ', Services(settings)));
        Set("LISTEN_HOST", settings.ListenHost);
        Set("LISTEN_PORT", settings.ListenPort);
        Set("PUBLIC", $"http://{host}:{settings.ListenPort}");
        Set("HEALTH", isPath ? settings.Health : "");
        Set("WAIT", Number(settings.Wait));
        Set("DRAIN", Number(settings.Drain));
        Set("KEEP", Number(settings.Keep));
        Set("DATA", $"{root}/data");
        Set("RUN_USER", settings.User);
        Set("MIGRATES", settings.PendingArguments.Count > 0 ? "yes" : "");
        text.Append("export ");
        Set(settings.ConfigVariable, $"{root}/config.json");
        text.Append("export ");
        Set(ReloadVariable, $"{root}/reload");
        Run("serve", settings.ServeArguments, exec: true);
        Run("worker", settings.WorkerArguments, exec: true);
        Run("gate", [.. settings.ServeArguments, "--urls", "http://127.0.0.1:0"], exec: true);
        Run("pending", settings.PendingArguments, exec: false);
        Run("migrate", settings.MigrateArguments, exec: false);
        text.Append("run_check() { ")
            .Append(ShellText.Command("sh", "-c", isPath ? "true" : settings.Health, "sh"))
            .Append(" \"$1\"; }\n");
        return text.ToString();

        void Set(string name, string value) =>
            text.Append(name).Append('=').Append(ShellText.Quote(value)).Append('\n');

        void Run(string name, IReadOnlyList<string> arguments, bool exec) =>
            text.Append("run_").Append(name).Append("() { ").Append(exec ? "exec " : "")
                .Append("\"$release/$PROGRAM\" ").Append(ShellText.Command(arguments)).Append("; }\n");
    }

    /// <summary>
    /// Creates the launcher, a shell script that sets the variable for the configuration file and then starts the
    /// active release.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <returns>The text of the script.</returns>
    public static string Launcher(DeploymentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var root = settings.RootDirectory;
        return $"""
            #!/bin/sh
            # Written by "deploy bootstrap". Starts the active release. Touch {Line(root)}/reload to restart it.
            export {settings.ConfigVariable}={ShellText.Quote($"{root}/config.json")}
            export {ReloadVariable}={ShellText.Quote($"{root}/reload")}
            exec sh {ShellText.Quote($"{root}/bin/host")} {ShellText.Quote(root)} launch "$@"

            """;
    }

    /// <summary>
    /// Creates the files that depend on the settings. <see cref="HostScript.Install"/> writes <c>bin/host</c> and
    /// <c>deploy.conf</c>.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <returns>The launcher, the systemd units, and the site of the reverse proxy.</returns>
    public static IReadOnlyList<HostFile> All(DeploymentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<HostFile> files = [new($"{settings.RootDirectory}/launcher", "755", Launcher(settings))];
        if (settings.Manager == Supervisor.Systemd)
        {
            var folder = $"{settings.Etc}/systemd/system";
            files.Add(new($"{folder}/{settings.Name}.socket", "644", Socket(settings)));
            files.Add(new($"{folder}/{settings.Name}.service", "644", Unit(settings, "serve")));
            if (settings.Worker)
                files.Add(new($"{folder}/{settings.Name}-worker.service", "644", Unit(settings, "worker")));
        }
        if (settings.Site == FrontServer.Nginx)
            files.Add(new($"{settings.Etc}/nginx/sites-available/{settings.Name}", "644", Nginx(settings)));
        if (settings.Site == FrontServer.Caddy)
            files.Add(new($"{settings.Etc}/caddy/conf.d/{settings.Name}.caddy", "644", Caddy(settings)));
        return files;
    }

    static IReadOnlyList<string> Services(DeploymentSettings settings) =>
        settings.Manager == Supervisor.None ? [] : settings.Worker ? ["serve", "worker"] : ["serve"];

    static string Socket(DeploymentSettings settings) => $"""
        # Written by "deploy bootstrap". Keeps the port open while a release is switched.
        [Unit]
        Description={settings.Name} socket

        [Socket]
        ListenStream={settings.Listen}
        Backlog=1024

        [Install]
        WantedBy=sockets.target

        """;

    static string Unit(DeploymentSettings settings, string service)
    {
        var root = settings.RootDirectory;
        var socket = service == "serve" ? $"\nRequires={settings.Name}.socket\nAfter={settings.Name}.socket" : "";
        return $"""
            # Written by "deploy bootstrap".
            [Unit]
            Description={settings.Name} {service}
            After=network.target{socket}
            StartLimitIntervalSec=0

            [Service]
            ExecStart=/bin/sh {root}/launcher {service}
            WorkingDirectory={root}
            {(settings.User.Length > 0 ? $"User={settings.User}" : "# User= is not set.")}
            Restart=always
            RestartSec=200ms
            TimeoutStopSec={Number(settings.Drain + 10)}
            UMask=0077
            NoNewPrivileges=true
            PrivateTmp=true
            ProtectSystem=strict
            ProtectHome=read-only
            ReadWritePaths={root}
            ReadOnlyPaths={root}/releases {root}/bin {root}/hooks {root}/launcher {root}/deploy.conf

            [Install]
            WantedBy=multi-user.target

            """;
    }

    static string Nginx(DeploymentSettings settings) => $$"""
        # Written by "deploy bootstrap".
        server {
            listen 80;
            server_name {{settings.Domain}};
            # The application limits the size of a request itself.
            client_max_body_size 0;

            location / {
                proxy_pass http://{{settings.Listen}};
                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header Connection "";
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_buffering off;
                proxy_request_buffering off;
                proxy_read_timeout 300s;
            }
        }

        """;

    static string Caddy(DeploymentSettings settings) => $$"""
        # Written by "deploy bootstrap".
        {{settings.Domain}} {
            reverse_proxy {{settings.Listen}} {
                flush_interval -1
            }
        }

        """;

    static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Replaces line breaks, because the text is written into a comment of the launcher.
    static string Line(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}

/// <summary>A file that <c>bootstrap</c> writes on a host.</summary>
/// <param name="Path">The absolute path on the host.</param>
/// <param name="Mode">The permissions as octal digits, such as <c>644</c>.</param>
/// <param name="Text">The content of the file.</param>
/// <remarks>Flask documentation: Deploying with Fabric, First Deployment.</remarks>
public sealed record HostFile(string Path, string Mode, string Text);
