using System.Diagnostics;
using App.Patterns.Deployment;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

public sealed class FailedActivationTests : IDisposable
{
    readonly DeploymentTarget target = new();

    public void Dispose() => target.Dispose();

    [Fact]
    public async Task A_failed_health_check_before_the_switch_leaves_the_old_release_running()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        var process = target.ProcessOf("serve");
        await target.Reconfigure(target.Settings with { Wait = 1 });
        var message = await DeploymentTarget.Failure(target.Deploy(new FakeRelease("1.1") { GateHealth = 503 }));
        Assert.EndsWith("returned: 1.0 is active", message, StringComparison.Ordinal);
        Assert.Equal((process, "1.0", "1.0"), (target.ProcessOf("serve"), target.Active, await target.Page()));
        Assert.Equal("", string.Join(' ', target.Leftovers));
    }

    [Fact]
    public async Task A_failed_health_check_after_the_switch_returns_to_the_old_release_and_its_data()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        await target.Reconfigure(target.Settings with { Wait = 2 });
        var message = await DeploymentTarget.Failure(
            target.Deploy(new FakeRelease("2.0") { Schema = 2, PublicHealth = 500 }));
        Assert.EndsWith("returned: 1.0 is active", message, StringComparison.Ordinal);
        Assert.Contains(target.Lines, line => line.EndsWith("switch: 2.0", StringComparison.Ordinal));
        Assert.Equal(("1.0", "1.0", "1"), (target.Active, await target.Page(), target.Data));
        Assert.Equal("", string.Join(' ', target.Leftovers));
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
        await target.Reconfigure(target.Settings with { Wait = 30 });
        var activation = target.Deploy(new FakeRelease("2.0") { Schema = 2, GateHealth = 503 });
        await Poll.Until(() => File.Exists(target.PathOf("run", "gate.pid")));
        Assert.Equal("2", target.Data);
        var owner = File.ReadAllText(target.PathOf("run", "owner"));
        await Kill(owner.Split("process ")[1].Split(',')[0]);
        Assert.Contains("interrupted", await DeploymentTarget.Failure(activation), StringComparison.Ordinal);
        // The launcher of the service waits for the activation. It notices the kill and undoes the activation.
        Assert.Equal("1.0", await target.Page());
        Assert.Equal(("1.0", "1"), (target.Active, target.Data));
        await target.Reconfigure(target.Settings with { Wait = 5 });
        await target.Deploy(new FakeRelease("2.1") { Schema = 2 });
        Assert.Equal(("2.1", "2"), (await target.Page(), target.Data));
        Assert.Equal("", string.Join(' ', target.Leftovers));
    }

    [Fact]
    public async Task A_second_deployment_at_the_same_time_is_refused()
    {
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        target.WriteHook("#!/bin/sh\nuntil test -e go; do sleep 0.1; done\n");
        var first = target.Deploy(new FakeRelease("1.1"));
        await Poll.Until(() => File.Exists(target.PathOf("run", "owner"))
            && File.ReadAllText(target.PathOf("run", "owner")).StartsWith("activate 1.1", StringComparison.Ordinal));
        var message = await DeploymentTarget.Failure(
            target.Deploy(new() { Release = "1.0" }, DeploymentStep.Activate));
        Assert.Contains("Another deployment runs on this host: activate 1.1", message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            target.PathOf("releases", "1.1", "go"), "", TestContext.Current.CancellationToken);
        await first;
        Assert.Equal("1.1", await target.Page());
    }

    static async Task Kill(string id)
    {
        using var kill = Process.Start("kill", ["-KILL", id]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
