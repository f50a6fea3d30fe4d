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
        target.WriteHook("#!/bin/sh\ntest \"$1\" != 'bad one' && test -x fake\n");
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
        await target.Reconfigure(target.Settings with { Keep = 2 });
        for (var number = 1; number <= 4; number++)
            await target.Deploy(new FakeRelease($"1.{number}") { Schema = number });
        Assert.Equal(
            ["1.3", "1.4"],
            Directory.GetDirectories(target.PathOf("releases")).Select(Path.GetFileName).Order());
        Assert.Equal(2, Directory.GetFiles(target.PathOf("backups"), "*.tar").Length);
    }

    string Snapshot() => string.Join(
        '\n',
        Directory.EnumerateFiles(target.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/run", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {DeploymentTarget.ModeOf(file)}"));
}
