using System.Text.RegularExpressions;
using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Architecture;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// Follows the setup steps of each chapter in a new project. C# blocks are inserted into Program.cs: the first before
/// <c>Build()</c>, the second after it, the third at the end. A block after a paragraph that names a file is the
/// content of that file. An <c>xml</c> block is an item group of the project file, an <c>sh</c> block contains
/// commands, and an <c>http</c> block contains expected responses.
/// </summary>
[Collection(OtherSites.Collection)]
public sealed partial class SetupStepsTests(OtherSites sites)
{
    public static TheoryData<string> WithFolder => [.. OtherSites.Chapters.Select(chapter => chapter.Slug)];

    public static TheoryData<string, string> Refinements =>
        [.. OtherSites.Refinements.Select(part => new TheoryDataRow<string, string>(part.Slug, part.Name))];

    [Theory]
    [MemberData(nameof(WithFolder))]
    public Task A_pattern_added_to_another_project_works_as_its_chapter_describes(string slug) => Works(slug, slug);

    [Theory]
    [MemberData(nameof(Refinements))]
    public async Task A_refinement_added_to_another_project_works_as_its_chapter_describes(string slug, string name)
    {
        var site = OtherSites.With(slug, name);
        Assert.True(sites[site].FilesBelow("Patterns").Count > sites[slug].FilesBelow("Patterns").Count);
        Assert.True(sites[site].StepsOf(slug).Checks.Length > sites[slug].StepsOf(slug).Checks.Length);
        await Works(site, slug);
    }

    [Theory]
    [MemberData(nameof(WithFolder))]
    public void A_chapter_describes_each_refinement_of_its_pattern(string slug) => Assert.Equal(
        OtherSites.Refinements.Where(part => part.Slug == slug).Select(part => part.Name),
        SetupSteps.RefinementsIn(ChapterText.Of(Chapters.Find(slug)!).MarkdownOf(ChapterSection.Setup)));

    async Task Works(string name, string slug)
    {
        Assert.DoesNotContain(sites.Problems, problem => problem.Contains($"/{name}/", StringComparison.Ordinal));
        using var site = sites.Start(name);
        using var visitor = new Visitor(await site.Listening(), "en");
        foreach (var line in sites[name].StepsOf(slug).Checks)
        {
            var check = SiteCheck.Parse(line);
            var answer = await check.Ask(visitor);
            Assert.True(
                check.Holds(answer),
                $"{slug}: {line}\nIt answers {(int)answer.Status} {answer.Text}\n{site.Output}{site.Errors}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(WithFolder))]
    public void Every_setup_step_of_a_chapter_has_a_place_in_the_project(string slug)
    {
        var taking = sites[slug].StepsOf(slug);
        Assert.Empty(taking.Unplaced);
        Assert.InRange(taking.Program.Length, 1, 3);
        Assert.NotEmpty(taking.Checks);
        Assert.DoesNotContain($"carafe pattern add {slug} ", sites[slug].PrintedFor(slug), StringComparison.Ordinal);
        Assert.Contains(
            $"carafe pattern add {slug} --to",
            ChapterText.Of(Chapters.Find(slug)!).MarkdownOf(ChapterSection.Setup),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_text_that_a_pattern_uses_is_listed_in_its_chapter()
    {
        var used = OtherSites.Chapters.ToDictionary(chapter => chapter.Slug, chapter => PatternSource
            .FilesOf(chapter.Folder)
            .SelectMany(file => TextKey().Matches(file.Text))
            .Select(match => match.Groups["key"].Value).Distinct().ToList());
        Assert.Contains("forms.required", used["wtforms"]);
        foreach (var (slug, keys) in used)
        {
            var texts = string.Concat(
                sites[slug].StepsOf(slug).Files.Where(file => file.Path == "Texts.resx").Select(file => file.Text));
            Assert.All(keys, key => Assert.Contains($"<data name=\"{key}\">", texts, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_middleware_order_for_several_patterns_is_that_of_the_library()
    {
        var calls = Middleware().Matches(File.ReadAllText(Source.Path("App/LibraryApp.cs")))
            .Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(calls.Where(SeveralPatterns.Order.Contains), SeveralPatterns.Order.Where(calls.Contains));
        Assert.InRange(calls.Count(SeveralPatterns.Order.Contains), 10, int.MaxValue);
    }

    [GeneratedRegex("texts\\[(?:Message \\?\\? )?\"(?<key>[a-z_.]+)\"")]
    private static partial Regex TextKey();

    [GeneratedRegex(@"^        app\.(?<name>Use\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Middleware();
}
