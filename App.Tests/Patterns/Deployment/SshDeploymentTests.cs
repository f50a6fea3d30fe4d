using App.Patterns.Deployment;
using App.Patterns.Deployment.Ssh;
using App.Tests.Testing;

namespace App.Tests.Patterns.Deployment;

/// <summary>Tests deployments over a real SSH connection to this computer.</summary>
public sealed class SshDeploymentTests
{
    [Fact]
    [Trait("Statement", "P06.3")]
    public async Task A_release_is_deployed_over_SSH_and_hosts_of_the_command_line_replace_those_of_the_file()
    {
        using var server = await SshServer.Start();
        using var target = new DeploymentTarget();
        var package = new FakeRelease("1.0").Pack(target.Folder);
        var settings = Path.Combine(target.Folder, "deploy.json");
        await File.WriteAllTextAsync(settings, $$"""
            {
              "hosts": ["other@host.invalid"], // replaced by -H
              "name": "fake", "manager": "process", "root": {{System.Text.Json.JsonSerializer.Serialize(target.Root)}},
              "listen": "{{target.Settings.Listen}}", "health": "/health", "configVariable": "SITE_CONFIG",
              "serveArguments": ["serve"], "wait": 10
            }
            """, TestContext.Current.CancellationToken);
        using var deployed = await ChildProgram.Run(
            [
                "deploy", "bootstrap", "push", "activate", "status", "-H", $"{server.Host}", "--settings", settings,
                "--package", package.Path, "--identity", server.KeyFile, "--known-hosts", server.KnownHostsFile,
            ]);
        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
        Assert.Contains($"{server.Host}: active: 1.0", deployed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("host.invalid", deployed.Output, StringComparison.Ordinal);
        Assert.Equal("1.0", await target.Page());
    }

    [Fact]
    public async Task Arguments_reach_the_host_unchanged()
    {
        using var server = await SshServer.Start();
        using var transport = new SshTransport(server.Host, server.Options);
        string[] odd = [.. ShellTextTests.Odd];
        List<string> lines = [];
        var code = await transport.RunAsync(
            ShellText.Script("for word; do printf '%s' \"$word\" | base64 -w 0; echo; done; exit 7", odd),
            lines.Add,
            TestContext.Current.CancellationToken);
        Assert.Equal(7, code);
        Assert.Equal(
            odd, lines.Select(line => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(line))));
    }

    [Fact]
    public async Task A_host_with_an_unknown_or_another_key_is_refused()
    {
        using var server = await SshServer.Start();
        foreach (var (key, expected) in new[] { ("", "is not in the known_hosts file"), ("other_key", "sent another") })
        {
            if (key.Length > 0) server.WriteKnownHosts(key);
            else File.Delete(server.KnownHostsFile);
            using var transport = new SshTransport(server.Host, server.Options);
            var ran = false;
            var message = await DeploymentTarget.Failure(
                transport.RunAsync("echo hello", _ => ran = true, TestContext.Current.CancellationToken));
            Assert.Contains(expected, message, StringComparison.Ordinal);
            Assert.Contains("SHA256:", message, StringComparison.Ordinal);
            Assert.False(ran);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_during_an_activation_does_not_stop_it()
    {
        using var server = await SshServer.Start();
        using var target = Over(server);
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        var hook = target.PathOf("hooks", "before-activate");
        await File.WriteAllTextAsync(
            hook, "#!/bin/sh\nuntil test -e go; do sleep 0.1; done\n", TestContext.Current.CancellationToken);
        DeploymentTarget.MakeExecutable(hook);
        var activation = target.Deploy(new FakeRelease("1.1"));
        await Poll.Until(() => target.Lines.Exists(line => line.Contains("hook", StringComparison.Ordinal)));
        await server.BreakConnections();
        Assert.Contains("broke", await DeploymentTarget.Failure(activation), StringComparison.Ordinal);
        Assert.Equal("1.0", await target.Page());
        await File.WriteAllTextAsync(
            target.PathOf("releases", "1.1", "go"), "", TestContext.Current.CancellationToken);
        await Poll.Until(() => target.Active == "1.1");
        await Poll.Until(() => !Directory.Exists(target.PathOf("run", "journal")));
        Assert.Equal("1.1", await target.Page());
    }

    [Fact]
    public async Task A_connection_that_breaks_during_an_upload_leaves_no_half_release_and_a_second_push_succeeds()
    {
        using var server = await SshServer.Start();
        using var target = Over(server);
        await target.Bootstrap();
        await target.Deploy(new FakeRelease("1.0"));
        var package = new FakeRelease("1.1").Pack(target.Folder);
        var path = target.PathOf("incoming", $"{package.Sha256}.part");
        using (var transport = new SshTransport(server.Host, server.Options))
        {
            await using var slow = new BrokenStream(File.ReadAllBytes(package.Path), server);
            await DeploymentTarget.Failure(
                transport.UploadAsync(slow, path, TestContext.Current.CancellationToken));
        }
        Assert.Equal("1.0", await target.Page());
        Assert.Equal(["1.0"], Directory.GetDirectories(target.PathOf("releases")).Select(Path.GetFileName));
        // The host refuses to unpack an incomplete package.
        await File.WriteAllBytesAsync(
            path, File.ReadAllBytes(package.Path)[..100], TestContext.Current.CancellationToken);
        using (var local = new LocalTransport())
            Assert.Equal(1, await local.RunAsync(
                ShellText.Command(
                    "sh", target.PathOf("bin", "host"), target.Root,
                    "start", "by-hand", "unpack", path, "1.1", package.Sha256),
                target.Lines.Add,
                TestContext.Current.CancellationToken));
        Assert.Contains("error: The upload of 1.1 is incomplete. Push it again.", target.Lines);
        await target.Deploy(
            new() { PackagePath = package.Path }, DeploymentStep.Push, DeploymentStep.Activate);
        Assert.Equal("1.1", await target.Page());
    }

    static DeploymentTarget Over(SshServer server) => new(
        settings => settings with { Hosts = [$"{server.Host}"] },
        host => new SshTransport(host, server.Options));

    /// <summary>A stream that breaks the server's connections after the first part was read.</summary>
    sealed class BrokenStream(byte[] content, SshServer server) : MemoryStream(content)
    {
        bool isBroken;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (Position > 0 && !isBroken)
            {
                isBroken = true;
                server.BreakConnections().GetAwaiter().GetResult();
            }
            var part = new byte[Math.Min(buffer.Length, 50)];
            var read = base.Read(part, 0, part.Length);
            part.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));
    }
}
