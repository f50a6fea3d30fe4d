using System.Diagnostics;
using System.Globalization;
using App.Patterns.Deployment;

namespace App.Tests.Patterns.Deployment;

public sealed class ActivationTests : IDisposable
{
    readonly DeploymentTarget target = new();

    public void Dispose() => target.Dispose();

    [Fact]
    [Trait("Statement", "P06.2")]
    public async Task A_push_uploads_to_a_temporary_place_and_removes_it_and_an_activation_restarts_the_service()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        Assert.Equal("1.0", await target.Page());
        Assert.Equal("1.0", target.Active);
        Assert.Empty(Directory.GetFileSystemEntries(target.PathOf("incoming")));
        var first = target.ProcessOf("serve");
        var touched = File.GetLastWriteTimeUtc(target.PathOf("reload"));
        await target.Deploy(new FakeRelease("1.1"));
        Assert.Equal("1.1", await target.Page());
        Assert.NotEqual(first, target.ProcessOf("serve"));
        Assert.True(File.GetLastWriteTimeUtc(target.PathOf("reload")) > touched);
        Assert.True(File.Exists(target.PathOf("releases", "1.0", FakeRelease.Program)), "The old release is kept.");
    }

    [Fact]
    [Trait("Statement", "P06.1")]
    public async Task Steps_run_in_order_and_a_failure_ends_them_on_this_host_and_on_later_hosts()
    {
        List<string> commands = [];
        using var hosts = new DeploymentTarget(
            settings => settings with { Hosts = ["one", "two", "three", "two"] },
            host => new ScriptedTransport(host, commands, fails: host.Name == "two" ? "activate" : ""));
        var package = new FakeRelease("1.0").Pack(hosts.Folder);
        var message = await DeploymentTarget.Failure(hosts.Deploy(
            new() { PackagePath = package.Path },
            DeploymentStep.Bootstrap, DeploymentStep.Push, DeploymentStep.Activate, DeploymentStep.Status));
        Assert.StartsWith("two: activate failed", message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "one bootstrap", "two bootstrap", "three bootstrap",
                "one unpack", "two unpack", "three unpack",
                "one activate", "two activate",
            ],
            commands);
    }

    [Fact]
    [Trait("Statement", "P06.4")]
    public async Task Bootstrap_prepares_a_host_and_a_second_time_changes_nothing()
    {
        var message = await DeploymentTarget.Failure(target.Deploy(new FakeRelease("1.0")));
        Assert.Contains("is not prepared. Run bootstrap first.", message, StringComparison.Ordinal);
        await target.Bootstrap();
        Assert.Contains(target.Lines, line => line.Contains("changed", StringComparison.Ordinal));
        await target.Deploy(new FakeRelease("1.0"));
        await File.WriteAllTextAsync(
            target.PathOf("config.json"), "{ \"Title\": \"Ours\" }", TestContext.Current.CancellationToken);
        var before = Snapshot();
        var process = target.ProcessOf("serve");
        target.Lines.Clear();
        await target.Bootstrap();
        Assert.Equal(["local: bootstrap: done"], target.Lines);
        Assert.Equal(before, Snapshot());
        Assert.Equal((process, "1.0"), (target.ProcessOf("serve"), await target.Page()));
    }

    [Fact]
    [Trait("Statement", "P06.9")]
    public async Task A_rollback_returns_to_the_previous_release_with_the_same_data()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await target.Deploy(new FakeRelease("1.1"));
        await target.Deploy(new(), DeploymentStep.Rollback);
        Assert.Equal(("1.0", "1.0", "1"), (target.Active, await target.Page(), target.Data));
        await target.Deploy(new() { Release = "1.1" }, DeploymentStep.Rollback, DeploymentStep.Status);
        Assert.Equal("1.1", target.Active);
        Assert.Contains("local: active: 1.1", target.Lines);
        Assert.Contains("local: health: ok", target.Lines);
    }

    [Fact]
    [Trait("Statement", "P06.9")]
    public async Task A_hook_runs_before_the_switch_and_its_failure_changes_nothing()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        Write(target.PathOf("hooks", "before-activate"), "#!/bin/sh\ntest \"$1\" != 'bad one' && test -x fake\n");
        await target.Deploy(new FakeRelease("1.1"));
        var message = await DeploymentTarget.Failure(target.Deploy(new FakeRelease("bad one") { Schema = 2 }));
        Assert.Contains("The hook before-activate failed", message, StringComparison.Ordinal);
        Assert.Equal(("1.1", "1.1", "1"), (target.Active, await target.Page(), target.Data));
    }

    [Fact]
    [Trait("Statement", "P06.9")]
    public async Task A_configuration_file_that_is_a_link_into_another_folder_is_used_and_kept()
    {
        Directory.CreateDirectory(target.Root);
        var elsewhere = Path.Combine(target.Folder, "our configuration.json");
        await File.WriteAllTextAsync(elsewhere, "{ \"Title\": \"Ours\" }", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(target.PathOf("config.json"), elsewhere);
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        Assert.Equal(elsewhere, new FileInfo(target.PathOf("config.json")).LinkTarget);
        Assert.Contains("Ours", File.ReadAllText(target.PathOf("config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_health_check_before_the_switch_leaves_the_old_release_running()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        var process = target.ProcessOf("serve");
        await Reconfigure(target.Settings with { Wait = 1 });
        var message = await DeploymentTarget.Failure(target.Deploy(new FakeRelease("1.1") { GateHealth = 503 }));
        Assert.EndsWith("returned: 1.0 is active", message, StringComparison.Ordinal);
        Assert.Equal((process, "1.0", "1.0"), (target.ProcessOf("serve"), target.Active, await target.Page()));
        Assert.Equal("", string.Join(' ', Leftovers()));
    }

    [Fact]
    public async Task A_failed_health_check_after_the_switch_returns_to_the_old_release_and_its_data()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await Reconfigure(target.Settings with { Wait = 2 });
        var message = await DeploymentTarget.Failure(
            target.Deploy(new FakeRelease("2.0") { Schema = 2, PublicHealth = 500 }));
        Assert.EndsWith("returned: 1.0 is active", message, StringComparison.Ordinal);
        Assert.Contains(target.Lines, line => line.EndsWith("switch: 2.0", StringComparison.Ordinal));
        Assert.Equal(("1.0", "1.0", "1"), (target.Active, await target.Page(), target.Data));
        Assert.Equal("", string.Join(' ', Leftovers()));
    }

    [Fact]
    public async Task A_migration_runs_once_after_a_backup_and_a_failed_one_is_undone()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        var message = await DeploymentTarget.Failure(
            target.Deploy(new FakeRelease("2.0") { Schema = 2, BreaksData = true }));
        Assert.EndsWith("returned: 1.0 is active", message, StringComparison.Ordinal);
        Assert.Contains(target.Lines, line => line.Contains("The migration broke.", StringComparison.Ordinal));
        Assert.Equal(("1.0", "1"), (await target.Page(), target.Data));
        target.Lines.Clear();
        await target.Deploy(new FakeRelease("2.1") { Schema = 2 });
        Assert.Equal(("2.1", "2"), (await target.Page(), target.Data));
        Assert.Equal(
            ["hold", "backup", "data", "gate", "switch", "active"],
            target.Lines.Select(line => line.Split(": ")[1])
                .Where(word => word is "hold" or "backup" or "data" or "gate" or "switch" or "active"));
        Assert.Single(target.Lines, line => line.EndsWith("data: migrated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rollback_over_a_migration_needs_the_backup_and_is_refused_without_it()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await target.Deploy(new FakeRelease("2.0") { Schema = 2 });
        var message = await DeploymentTarget.Failure(target.Deploy(new(), DeploymentStep.Rollback));
        Assert.Contains("--restore-backup", message, StringComparison.Ordinal);
        Assert.Equal(("2.0", "2"), (await target.Page(), target.Data));
        await target.Deploy(new() { RestoreBackup = true }, DeploymentStep.Rollback);
        Assert.Equal(("1.0", "1"), (await target.Page(), target.Data));
        Assert.Equal("2", File.ReadAllText(target.PathOf("backups", "replaced", "site.db")).Trim());
    }

    [Fact]
    public async Task An_activation_that_is_killed_after_the_migration_is_undone_by_the_next_step()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await Reconfigure(target.Settings with { Wait = 30 });
        var activation = target.Deploy(new FakeRelease("2.0") { Schema = 2, GateHealth = 503 });
        await Until(() => File.Exists(target.PathOf("run", "gate.pid")));
        Assert.Equal("2", target.Data);
        var owner = File.ReadAllText(target.PathOf("run", "owner"));
        await Kill(owner.Split("process ")[1].Split(',')[0]);
        Assert.Contains("interrupted", await DeploymentTarget.Failure(activation), StringComparison.Ordinal);
        // The launcher of the service waits for the activation. It notices the kill and undoes the activation.
        Assert.Equal("1.0", await target.Page());
        Assert.Equal(("1.0", "1"), (target.Active, target.Data));
        await Reconfigure(target.Settings with { Wait = 5 });
        await target.Deploy(new FakeRelease("2.1") { Schema = 2 });
        Assert.Equal(("2.1", "2"), (await target.Page(), target.Data));
        Assert.Equal("", string.Join(' ', Leftovers()));
    }

    [Fact]
    public async Task A_second_deployment_at_the_same_time_is_refused()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        Write(target.PathOf("hooks", "before-activate"), "#!/bin/sh\nuntil test -e go; do sleep 0.1; done\n");
        var first = target.Deploy(new FakeRelease("1.1"));
        await Until(() => File.Exists(target.PathOf("run", "owner"))
            && File.ReadAllText(target.PathOf("run", "owner")).StartsWith("activate 1.1", StringComparison.Ordinal));
        var message = await DeploymentTarget.Failure(
            target.Deploy(new() { Release = "1.0" }, DeploymentStep.Activate));
        Assert.Contains("Another deployment runs on this host: activate 1.1", message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            target.PathOf("releases", "1.1", "go"), "", TestContext.Current.CancellationToken);
        await first;
        Assert.Equal("1.1", await target.Page());
    }

    [Theory]
    [InlineData("1.0 $(touch hacked) `touch hacked` \"quoted\" it's;&|<>*?~")]
    [InlineData("-rf")]
    public async Task A_release_with_an_odd_name_is_deployed_and_its_name_is_never_run(string name)
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("0.9"));
        await target.Deploy(new FakeRelease(name));
        Assert.Equal((name, name), (target.Active, await target.Page()));
        await target.Deploy(new(), DeploymentStep.Rollback, DeploymentStep.Status);
        Assert.Equal("0.9", target.Active);
        Assert.Contains($"local: release: {name}", target.Lines);
    }

    [Fact]
    public async Task Another_package_with_the_name_of_a_release_is_refused_and_the_same_one_is_not_unpacked_again()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await target.Deploy(new FakeRelease("1.0"));
        Assert.Contains(target.Lines, line => line.EndsWith("1.0 is here already", StringComparison.Ordinal));
        var message = await DeploymentTarget.Failure(target.Deploy(new FakeRelease("1.0") { PublicHealth = 201 }));
        Assert.Contains("Give the new one another version", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_releases_and_backups_are_removed_but_not_the_active_and_the_previous_one()
    {
        await Reconfigure(target.Settings with { Keep = 2 });
        for (var number = 1; number <= 4; number++)
            await target.Deploy(new FakeRelease($"1.{number}") { Schema = number });
        Assert.Equal(
            ["1.3", "1.4"],
            Directory.GetDirectories(target.PathOf("releases")).Select(Path.GetFileName).Order());
        Assert.Equal(2, Directory.GetFiles(target.PathOf("backups"), "*.tar").Length);
    }

    Task Reconfigure(DeploymentSettings settings)
    {
        target.Settings = settings;
        return target.Bootstrap();
    }

    // Returns the files that exist only during an activation or a push.
    IEnumerable<string> Leftovers() =>
        ((string[])["journal", "hold", "gate.pid"])
            .Where(name => Path.Exists(target.PathOf("run", name)))
            .Concat(Directory.GetFileSystemEntries(target.PathOf("incoming")));

    string Snapshot() => string.Join(
        '\n',
        Directory.EnumerateFiles(target.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/run", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {DeploymentTarget.ModeOf(file)}"));

    static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        DeploymentTarget.MakeExecutable(path);
    }

    internal static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds()) await Task.Delay(20, limit.Token);
    }

    static async Task Kill(string id)
    {
        using var kill = Process.Start("kill", ["-KILL", id]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>A transport that records the commands of the host script. One of the commands fails.</summary>
    sealed class ScriptedTransport(DeploymentHost host, List<string> commands, string fails) : ITransport
    {
        static readonly string[] known = ["bootstrap", "unpack", "activate", "status"];

        public Task<int> RunAsync(string command, Action<string> output, CancellationToken cancelled = default)
        {
            if (!command.StartsWith("'sh' '-c'", StringComparison.Ordinal)
                && known.FirstOrDefault(one => command.Contains($"'{one}'", StringComparison.Ordinal)) is { } name)
            {
                commands.Add(string.Create(CultureInfo.InvariantCulture, $"{host} {name}"));
                if (name == fails) return Task.FromResult(1);
            }
            return Task.FromResult(0);
        }

        public Task UploadAsync(Stream content, string path, CancellationToken cancelled = default) =>
            Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
