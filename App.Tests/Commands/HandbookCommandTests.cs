using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class HandbookCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_folder_with_other_files_is_refused_with_one_line_and_not_changed()
    {
        File.WriteAllText(directory.File("letter.txt"), "mine");
        var (code, _, errors) = await Export(directory.Path);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(
            "is not empty and is not an earlier export",
            Assert.Single(CommandLineTests.Lines(errors)),
            StringComparison.Ordinal
        );
        Assert.Equal("letter.txt", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(directory.Path))));
    }

    [Fact]
    public async Task An_invalid_target_prints_one_line()
    {
        File.WriteAllText(directory.File("letter.txt"), "mine");
        foreach (
            var target in (string[])
                [directory.File("letter.txt"), directory.File("letter.txt/handbook"), "/proc/handbook"]
        )
        {
            var (code, _, errors) = await Export(target);
            Assert.Equal(ExitCode.Failed, code);
            Assert.Single(CommandLineTests.Lines(errors));
        }
    }

    [Fact]
    public async Task The_export_after_a_killed_one_cleans_up_and_the_next_one_replaces_it_completely()
    {
        var (target, part) = (directory.File("handbook"), directory.File("handbook.part"));
        using (var program = Start(target))
        {
            await Poll.Until(() => Directory.Exists(Path.Combine(part, "en")));
            program.Kill();
            await program.Ended();
        }
        Assert.False(Directory.Exists(target));
        Assert.Equal(ExitCode.Done, (await Export(target)).Code);
        Assert.False(Directory.Exists(part));
        Assert.True(File.Exists(Path.Combine(target, "index.html")));
        File.WriteAllText(Path.Combine(target, "old.html"), "of an earlier version");
        var (code, output, _) = await Export(target);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(target, output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(target, "old.html")));
        Assert.Equal(["handbook"], Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName));
    }

    static ChildProgram Start(string target) => ChildProgram.Start(["handbook", "export", target, "--Languages", "en"]);

    static async Task<(int Code, string Output, string Errors)> Export(string target)
    {
        using var program = Start(target);
        await program.Ended(TimeSpan.FromMinutes(5));
        return (program.ExitCode, program.Output, program.Errors);
    }
}
