using System.Diagnostics;
using App.Commands;
using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

public sealed class HostFilesTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P06.5")]
    public void The_launcher_names_the_configuration_file_and_starts_the_active_release()
    {
        var lines = HostFiles.Launcher(DeployCommand.Defaults).Split('\n');
        Assert.Contains("export CARAFE_ConfigFile='/srv/carafe/config.json'", lines);
        Assert.Contains("exec sh '/srv/carafe/bin/host' '/srv/carafe' launch \"$@\"", lines);
        Assert.InRange(lines.Length, 1, 8);
    }

    [Fact]
    public async Task Bootstrap_writes_units_that_systemd_accepts_and_only_changes_what_differs()
    {
        var tools = FakeTools("systemctl");
        using var target = new DeploymentTarget(
            settings => settings with
            {
                Manager = Supervisor.Systemd,
                Root = directory.File("root"),
                Etc = directory.File("etc"),
                Worker = true,
                Hosts = ["fake"],
            },
            _ => new LocalTransport(tools));
        await target.Bootstrap();
        var units = Directory.GetFiles(directory.File("etc/systemd/system")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            ["fake-worker.service", "fake.service", "fake.socket"], units.Select(Path.GetFileName));
        Assert.Equal(
            [
                "systemctl daemon-reload",
                "systemctl stop fake.socket fake.service fake-worker.service",
                "systemctl enable --now fake.socket fake.service fake-worker.service",
            ],
            Calls());
        await target.Bootstrap();
        Assert.Equal("systemctl enable --now fake.socket fake.service fake-worker.service", Assert.Single(Calls()));
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed.");
        var (code, output) = Run("systemd-analyze", ["verify", .. units]);
        Assert.True(code == 0 && !output.Contains(directory.Path, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task Bootstrap_writes_a_site_that_nginx_accepts()
    {
        using var target = new DeploymentTarget(
            settings => settings with
            {
                Site = FrontServer.Nginx,
                Domain = "links.example.com",
                Etc = directory.File("etc"),
                Hosts = ["fake"],
            },
            _ => new LocalTransport(FakeTools("systemctl", "nginx")));
        await target.Bootstrap();
        var link = new FileInfo(directory.File("etc/nginx/sites-enabled/fake"));
        Assert.Equal(directory.File("etc/nginx/sites-available/fake"), link.LinkTarget);
        Assert.Equal(["nginx -t", "systemctl reload nginx"], Calls());
        await target.Bootstrap();
        Assert.Empty(Calls());
        Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed.");
        var file = directory.File("nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            pid {{directory.File("pid")}};
            error_log {{directory.File("log")}};
            events { }
            http { access_log off; include {{link.FullName}}; }
            """, TestContext.Current.CancellationToken);
        var (code, output) = Run("/usr/sbin/nginx", "-t", "-c", file);
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("/srv/a b", "127.0.0.1:80", "links.example.com", "carafe")]
    [InlineData("/srv/a\nUser=root", "127.0.0.1:80", "links.example.com", "carafe")]
    [InlineData("srv", "127.0.0.1:80", "links.example.com", "carafe")]
    [InlineData("/srv/a", "80; return 301", "links.example.com", "carafe")]
    [InlineData("/srv/a", "127.0.0.1:80", "a.example; }", "carafe")]
    [InlineData("/srv/a", "127.0.0.1:80", "", "carafe")]
    [InlineData("/srv/a", "127.0.0.1:80", "links.example.com", "$(id)")]
    public void Values_that_would_change_the_meaning_of_a_file_are_refused(
        string root, string listen, string domain, string user)
    {
        var settings = new DeploymentSettings
        {
            Root = root,
            Listen = listen,
            Domain = domain,
            User = user,
            Site = FrontServer.Nginx,
        };
        Assert.Throws<DeploymentException>(settings.Validate);
    }

    // Writes programs that only record their arguments. Returns an environment whose PATH finds them first.
    Dictionary<string, string> FakeTools(params string[] names)
    {
        Directory.CreateDirectory(directory.File("tools"));
        foreach (var name in names)
        {
            var path = directory.File($"tools/{name}");
            File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\n' \"{name} $*\" >>{directory.File("calls")}\n");
            DeploymentTarget.MakeExecutable(path);
        }
        return new()
        {
            ["PATH"] = $"{directory.File("tools")}:{Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    // Returns the calls of the programs since the last call of this method.
    List<string> Calls()
    {
        var file = directory.File("calls");
        List<string> calls = File.Exists(file) ? [.. File.ReadAllLines(file)] : [];
        File.Delete(file);
        return calls;
    }

    static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
