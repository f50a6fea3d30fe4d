using App.Blueprints.Handbook;
using App.Commands;
using App.Tests.Blueprints.Handbook;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class PatternCommandTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Adding_a_pattern_uses_the_namespace_of_the_project_and_prints_the_setup_steps()
    {
        File.WriteAllText(
            directory.File("my-site.csproj"),
            "<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>"
        );
        var (code, output, _) = await Add("flashing");
        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith(
            "namespace my_site.Patterns.Flashing;",
            File.ReadAllLines(directory.File("Patterns/Flashing/Flash.cs"))[0],
            StringComparison.Ordinal
        );
        var lines = CommandLineTests.Lines(output);
        Assert.Contains("    using my_site.Patterns.Flashing;", lines);
        Assert.Contains("    using my_site.Patterns.Sqlite;", lines);
        Assert.Contains("@addTagHelper *, my-site", lines);
        Assert.Contains("@model my_site.Patterns.Flashing.Flash", lines);
        Assert.Contains(lines, line =>
            line.StartsWith("    dotnet add package Dapper --version ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("MySite", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await Add("flashing")).Code);
    }

    [Fact]
    public async Task A_locally_changed_file_is_not_overwritten_and_nothing_else_is_written()
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        Directory.CreateDirectory(directory.File("Patterns/Sqlite"));
        File.WriteAllText(directory.File("Patterns/Sqlite/Migrations.cs"), "// mine");
        var (code, _, errors) = await Add("flashing");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(
            "Patterns/Sqlite/Migrations.cs",
            Assert.Single(CommandLineTests.Lines(errors)),
            StringComparison.Ordinal
        );
        Assert.Equal("// mine", File.ReadAllText(directory.File("Patterns/Sqlite/Migrations.cs")));
        Assert.False(Directory.Exists(directory.File("Patterns/Flashing")));
    }

    [Theory]
    [InlineData("nothing", "<Project />", "There is no pattern 'nothing'. Available: appdispatch, ")]
    [InlineData("flashng", "<Project />", "There is no pattern 'flashng'. Did you mean flashing? Available: ")]
    [InlineData("flash", "<Project />", "Did you mean flashing?")]
    [InlineData("sql", "<Project />", "Did you mean sqlalchemy or sqlite3?")]
    [InlineData("flashing", null, "There is no project")]
    [InlineData("flashing", "<Project", "cannot be read")]
    public async Task A_failing_pattern_command_prints_one_line_and_exits_with_1(
        string name,
        string? project,
        string message
    )
    {
        if (project is not null) File.WriteAllText(directory.File("Site.csproj"), project);
        var (code, _, errors) = await Add(name);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(message, Assert.Single(CommandLineTests.Lines(errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flashing")]
    [InlineData("Flashing")]
    [InlineData("FLASHING")]
    [InlineData("message flashing")]
    public async Task A_pattern_is_found_by_chapter_folder_and_title_in_any_case(string name)
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        Assert.Equal(ExitCode.Done, (await Add(name)).Code);
        Assert.True(File.Exists(directory.File("Patterns/Flashing/Flash.cs")));
    }

    public static TheoryData<string> Unavailable =>
        [.. Chapters.All.Except(OtherSites.Chapters).Select(chapter => chapter.Slug)];

    [Theory]
    [MemberData(nameof(Unavailable))]
    public async Task An_unavailable_pattern_is_reported_writes_nothing_and_exits_with_1(string slug)
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        var (code, output, errors) = await Add(slug);
        Assert.Equal((ExitCode.Failed, ""), (code, output));
        var line = Assert.Single(CommandLineTests.Lines(errors));
        var reason = ChapterText.Of(Chapters.Find(slug)!).IsWritten ? "has no folder" : "is not written yet";
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_refinement_is_copied_only_when_it_is_named()
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        var (_, output, _) = await Add("caching");
        Assert.Contains("    pages", CommandLineTests.Lines(output));
        Assert.DoesNotContain("AddPageCaching", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(directory.File("Patterns/Caching")));
        (_, output, _) = await Add("caching", "--with", "Pages");
        Assert.Contains("AddPageCaching", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AddResilientCache", output, StringComparison.Ordinal);
        Assert.Contains("    using Site.Patterns.Caching.Pages;", CommandLineTests.Lines(output));
        Assert.Equal(["Pages"], Directory.GetDirectories(directory.File("Patterns/Caching")).Select(Path.GetFileName));
        (_, output, _) = await Add("caching", "--with", "pages,resilience");
        Assert.DoesNotContain("Refinements, each", output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetDirectories(directory.File("Patterns/Caching")).Length);
    }

    [Theory]
    [InlineData("caching", "'caching' has no refinement 'pagse'. Available: pages, resilience.")]
    [InlineData("streaming", "'streaming' has no refinements.")]
    public async Task An_unknown_refinement_is_reported_and_nothing_is_written(string name, string message)
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        var (code, _, errors) = await Add(name, "--with", "pagse");
        Assert.Equal((ExitCode.Failed, message), (code, Assert.Single(CommandLineTests.Lines(errors))));
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task The_list_contains_exactly_the_patterns_that_can_be_added()
    {
        using var program = await ChildProgram.Run(["pattern", "list"]);
        Assert.Equal(ExitCode.Done, program.ExitCode);
        Assert.Equal(
            OtherSites.Chapters.Select(chapter => chapter.Slug).Order(StringComparer.Ordinal),
            CommandLineTests.Lines(program.Output).Where(line => line[0] != ' ').Select(line => line.Split(' ')[0]));
        Assert.Contains(
            CommandLineTests.Lines(program.Output), line => line.Trim() == "--with pages resilience");
    }

    [Fact]
    public async Task Migrations_of_a_pattern_get_the_next_numbers_of_the_project_and_keep_them()
    {
        File.WriteAllText(directory.File("Site.csproj"), "<Project />");
        Directory.CreateDirectory(directory.File("migrations"));
        File.WriteAllText(directory.File("migrations/0017_orders.sql"), "create table orders (id integer) strict;\n");
        var (_, output, _) = await Add("flashing");
        Assert.Contains("    migrations/0018_flashes.sql", CommandLineTests.Lines(output));
        Assert.Equal(ExitCode.Done, (await Add("celery")).Code);
        Assert.Equal(ExitCode.Done, (await Add("flashing")).Code);
        var scripts = Directory.GetFiles(directory.File("migrations")).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal).ToList();
        var numbers = Enumerable.Range(17, scripts.Count + 1).Select(number => $"{number:0000}").ToList();
        Assert.Equal(numbers[..^1], scripts.Select(script => script[..4]));
        Assert.Contains("task_runs.sql", scripts.Select(script => script[5..]));
        Assert.Contains($"migrations/{numbers[^1]}_notes.sql", (await Add("sqlite3")).Output, StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Errors)> Add(string name, params string[] options)
    {
        using var program = await ChildProgram.Run(["pattern", "add", name, "--to", directory.Path, .. options]);
        return (program.ExitCode, program.Output, program.Errors);
    }
}
