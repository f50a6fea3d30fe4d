using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_dry_run_prints_the_outcome_and_writes_nothing()
    {
        using var made = await Carafe("account", "add", "ada-l");
        Assert.True(made.ExitCode == ExitCode.Done, made.Errors);
        var file = directory.File("bookmarks.html");
        await File.WriteAllTextAsync(file, """
            <DT><A HREF="https://example.org/a">A</A>
            <DT><A HREF="https://example.org/b">B</A>
            <DT><A HREF="https://example.org/b#:~:text=place">B again</A>
            <DT><A HREF="javascript:void(0)">Bookmarklet</A>
            """, TestContext.Current.CancellationToken);
        using var dry = await Carafe("import", file, "--for", "ada-l", "--dry-run");
        Assert.Equal(ExitCode.Done, dry.ExitCode);
        Assert.StartsWith(
            "2 new, 0 to be completed, 0 to get folder tags only, 0 already there, 1 repeated, 1 refused.",
            dry.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories), name =>
            name.Contains("/imports/", StringComparison.Ordinal)
        );
        using var real = await Carafe("import", file, "--for", "ada-l");
        Assert.Equal("2 added, 1 merged, 1 refused", real.Output.Trim());
        using var again = await Carafe("import", file, "--for", "ada-l", "--dry-run");
        Assert.StartsWith(
            "0 new, 0 to be completed, 0 to get folder tags only, 2 already there",
            again.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_dry_run_with_an_invalid_file_or_unknown_account_fails_with_one_line()
    {
        var file = directory.File("bookmarks.html");
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        using var nobody = await Carafe("import", file, "--for", "nobody", "--dry-run");
        Assert.Equal(ExitCode.Failed, nobody.ExitCode);
        using var made = await Carafe("account", "add", "ada-l");
        using var json = await Carafe("import", file, "--for", "ada-l", "--dry-run");
        Assert.Equal(ExitCode.Failed, json.ExitCode);
        Assert.Contains(
            "JSON",
            Assert.Single(json.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    Task<ChildProgram> Carafe(params string[] arguments) =>
        ChildProgram.Run([.. arguments, "--DataDirectory", directory.File("data")], input: TestLibrary.Password + "\n");
}
