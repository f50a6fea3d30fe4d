using App.Blueprints.Handbook;
using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// "Take it with you", done: what each chapter says works in a project that is not ours. A fence of C# goes into Program.cs, the first before
/// the application is built, the second after it, the third at the end; a fence behind a paragraph that names a file is that file, whole; the
/// last fence, <c>http</c>, is what the site must answer.
/// </summary>
public sealed class TakingTests(OtherSites sites) : IClassFixture<OtherSites>
{
    public static TheoryData<string> WithFolder => [.. OtherSites.Chapters.Select(chapter => chapter.Slug)];

    public static TheoryData<string> WithoutFolder => [.. Chapters.All.Where(chapter => !PatternSource.FilesOf(chapter.Folder).Any()).Select(chapter => chapter.Slug)];

    [Theory]
    [MemberData(nameof(WithFolder))]
    public async Task A_pattern_added_to_another_project_does_there_what_its_chapter_says(string slug)
    {
        Assert.DoesNotContain(sites.Problems, problem => problem.Contains($"/{slug}/", StringComparison.Ordinal));
        using var site = sites.Start(slug);
        using var visitor = new Visitor(await site.Listening(), "en");
        foreach (var line in sites.StepsOf(slug).Checks)
        {
            var check = SiteCheck.Parse(line);
            var answer = await check.Ask(visitor);
            Assert.True(check.Holds(answer), $"{slug}: {line}\nIt answers {(int)answer.Status} {answer.Text}\n{site.Output}{site.Errors}");
        }
    }

    [Theory]
    [MemberData(nameof(WithFolder))]
    public void What_a_chapter_says_to_add_has_a_place(string slug)
    {
        var taking = sites.StepsOf(slug);
        Assert.Empty(taking.Unplaced);
        Assert.InRange(taking.Program.Length, 1, 3);
        Assert.NotEmpty(taking.Checks);
        Assert.DoesNotContain($"carafe pattern add {slug} ", sites.PrintedFor(slug), StringComparison.Ordinal);
        Assert.Contains($"carafe pattern add {slug} --to", ChapterText.Of(Chapters.Find(slug)!).MarkdownOf(ChapterSection.Taking), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithoutFolder))]
    public async Task A_pattern_without_a_folder_says_so(string slug)
    {
        using var directory = new TestDirectory();
        await File.WriteAllTextAsync(directory.File("Site.csproj"), "<Project />", TestContext.Current.CancellationToken);
        using var command = await ChildProgram.Run(["pattern", "add", slug, "--to", directory.Path]);
        Assert.Equal(ExitCode.Done, command.ExitCode);
        Assert.Contains("has no folder of its own", command.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }
}
