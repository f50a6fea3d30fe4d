using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class PatternCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task It_takes_the_name_of_the_project_and_says_what_else_to_add()
    {
        File.WriteAllText(directory.File("my-site.csproj"), "<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>");
        var (code, output, _) = await Add("flashing");
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("namespace my_site.Patterns.Flashing;", File.ReadAllLines(directory.File("Patterns/Flashing/Flash.cs"))[0], StringComparison.Ordinal);
        var lines = CommandLineTests.Lines(output);
        Assert.Contains("    using my_site.Patterns.Flashing;", lines);
        Assert.Contains("    using my_site.Patterns.Sqlite;", lines);
        Assert.Contains("@addTagHelper *, my-site", lines);
        Assert.Contains("@model my_site.Patterns.Flashing.Flash", lines);
        Assert.Contains(lines, line => line.StartsWith("    dotnet add package Dapper --version ", StringComparison.Ordinal));
        Assert.DoesNotContain("MySite", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Add("flashing")).Code);
    }

    [Fact]
    public async Task What_somebody_has_changed_is_not_written_over_and_nothing_else_is_written()
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        Directory.CreateDirectory(directory.File("Patterns/Sqlite"));
        File.WriteAllText(directory.File("Patterns/Sqlite/Migrations.cs"), "// mine");
        var (code, _, errors) = await Add("flashing");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("Patterns/Sqlite/Migrations.cs", Assert.Single(CommandLineTests.Lines(errors)), StringComparison.Ordinal);
        Assert.Equal("// mine", File.ReadAllText(directory.File("Patterns/Sqlite/Migrations.cs")));
        Assert.False(Directory.Exists(directory.File("Patterns/Flashing")));
    }

    [Theory]
    [InlineData("nothing", "<Project />", "There is no pattern 'nothing'")]
    [InlineData("flashing", null, "There is no project")]
    [InlineData("flashing", "<Project", "cannot be read")]
    public async Task What_cannot_be_done_is_told_in_one_line_and_ends_with_1(string name, string? project, string message)
    {
        if (project is not null) File.WriteAllText(directory.File("Site.csproj"), project);
        var (code, _, errors) = await Add(name);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(message, Assert.Single(CommandLineTests.Lines(errors)), StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Errors)> Add(string name)
    {
        using var program = await ChildProgram.Run(["pattern", "add", name, "--to", directory.Path]);
        return (program.ExitCode, program.Output, program.Errors);
    }
}
