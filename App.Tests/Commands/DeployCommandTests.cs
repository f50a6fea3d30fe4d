using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class DeployCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_server_never_loads_the_package_for_SSH()
    {
        using var program = ChildProgram.Start(
            ["serve", "--DataDirectory", directory.Path, "--urls", "http://127.0.0.1:0"]);
        using var visitor = new Visitor(await program.Listening(), "en");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/en/patterns/fabric")).Status);
        var loaded = await File.ReadAllTextAsync(
            $"/proc/{program.Id}/maps", TestContext.Current.CancellationToken);
        Assert.Contains("Microsoft.Data.Sqlite.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("SshNet", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("BouncyCastle", loaded, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.WrongUse, "There is no step 'destroy'", "deploy", "destroy")]
    [InlineData(ExitCode.Failed, "There is no host", "deploy", "status")]
    [InlineData(ExitCode.Failed, "is no host", "deploy", "status", "-H", "a b")]
    [InlineData(ExitCode.Failed, "There is no package", "deploy", "push", "-H", "local")]
    [InlineData(ExitCode.Failed, "missing.json", "deploy", "status", "--settings", "missing.json")]
    [InlineData(ExitCode.Failed, "has no file carafe", "deploy", "pack", "--from", ".")]
    public async Task A_wrong_step_or_a_missing_argument_prints_one_line(
        int code, string message, params string[] arguments)
    {
        using var program = await ChildProgram.Run(arguments, workingDirectory: directory.Path);
        Assert.Equal(code, program.ExitCode);
        Assert.Contains(message, Assert.Single(CommandLineTests.Lines(program.Errors)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P06.3")]
    public async Task A_local_step_runs_once_and_a_file_in_the_current_directory_names_the_hosts()
    {
        var published = directory.File("published");
        Directory.CreateDirectory(published);
        await File.WriteAllTextAsync(
            Path.Combine(published, "carafe"), "#!/bin/sh\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            directory.File("deploy.json"),
            $$"""
            { "hosts": ["local", "local"], "manager": "none", "root": "{{directory.File("root")}}", "health": "true" }
            """,
            TestContext.Current.CancellationToken);
        using var program = await ChildProgram.Run(
            ["deploy", "pack", "bootstrap", "push", "--from", published, "--release", "1.0"],
            workingDirectory: directory.Path);
        Assert.True(program.ExitCode == ExitCode.Done, program.Output + program.Errors);
        var lines = CommandLineTests.Lines(program.Output);
        Assert.Single(lines, line => line.StartsWith("local: packed: ", StringComparison.Ordinal));
        Assert.Single(lines, line => line == "local: bootstrap: done");
        Assert.Single(lines, line => line == "local: push: 1.0 is on this host");
    }
}
