using System.Globalization;
using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

public sealed class ChapterTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    public static TheoryData<string> Slugs => [.. Chapters.All.Select(chapter => chapter.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task A_chapter_shows_its_sections_its_source_and_all_its_statements(string slug)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var chapter = Chapters.Find(slug)!;
        var text = ChapterText.Of(chapter);
        var page = await visitor.Get($"/en/patterns/{slug}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(chapter.Name, page.Find("h1").TextContent);
        Assert.Equal(
            text.Topics.SelectMany(topic => topic.Statements).Select(statement => statement.Id),
            page.FindAll(".statements > li").Select(item => item.Id!)
        );
        Assert.Equal(
            text.Topics.Where(topic => topic.Title.Length > 0).Select(topic => topic.Title),
            page.FindAll("#meaning h3").Select(title => title.TextContent)
        );
        Assert.Equal(
            text.IsWritten ? ChapterSection.All.Select(section => section.Id) : ["meaning"],
            page.FindAll("article > section").Select(section => section.Id!)
        );
        Assert.Equal(
            text.IsWritten ? PatternSource.Of(chapter.Folder).AllFiles.Select(file => file.Name) : [],
            page.FindAll("details.source-file").Select(file => file.Id!)
        );
        Assert.Equal(!text.IsWritten, page.FindAll("p.notice").Count == 1);
    }

    [Fact]
    public void A_written_chapter_has_all_sections_in_order()
    {
        foreach (var chapter in Chapters.All.Where(chapter => ChapterText.Of(chapter).IsWritten))
        {
            var headings = Source
                .Files("*.md")
                .Single(file => file.Name.EndsWith($"/{chapter.Slug}.md", StringComparison.Ordinal))
                .Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..]);
            Assert.Equal(ChapterSection.All.Select(section => section.Title), headings);
            Assert.All(ChapterSection.All, section =>
                Assert.NotEmpty(ChapterText.Of(chapter).Sections[section.Title].Trim())
            );
        }
    }

    [Fact]
    public async Task Every_link_of_every_chapter_has_an_existing_target()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        Dictionary<string, Answer> seen = [];
        foreach (var chapter in Chapters.All)
        {
            var page = await visitor.Get($"/en/patterns/{chapter.Slug}");
            foreach (
                var link in page.FindAll("main a[href]")
                    .Select(link => new Uri(page.Url, link.GetAttribute("href")))
                    .Where(link => link.Authority == page.Url.Authority)
            )
            {
                if (!seen.TryGetValue(link.PathAndQuery, out var target))
                    seen[link.PathAndQuery] = target = await visitor.Get(link.PathAndQuery);
                Assert.True(
                    target.Status == HttpStatusCode.OK,
                    $"{chapter.Slug}: {link.PathAndQuery} answers {(int)target.Status}"
                );
                if (link.Fragment.Length > 1)
                    Assert.True(
                        target.Document.GetElementById(Uri.UnescapeDataString(link.Fragment[1..])) is not null,
                        $"{chapter.Slug}: {link.PathAndQuery} has no {link.Fragment}"
                    );
            }
        }
    }

    [Fact]
    public async Task Chapters_are_in_English_and_their_layout_in_the_language_of_the_page()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor("de");
        var page = await visitor.Get("/de/patterns/flashing");
        Assert.Equal("Ausprobieren", page.Find("#demonstration h2").TextContent);
        Assert.All(page.FindAll("#need > div, #limits > div"), part => Assert.Equal("en", part.GetAttribute("lang")));
    }

    [Theory]
    [InlineData("/en/patterns/nothing")]
    [InlineData("/en/patterns/nothing/exchanges")]
    [InlineData("/en/source/App/Nothing.cs")]
    [InlineData("/en/source/../appsettings.json")]
    public async Task An_unknown_chapter_or_source_file_is_404(string address)
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(address)).Status);
    }

    [Fact]
    public async Task The_index_marks_unwritten_chapters_and_lists_every_heading()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var index = await visitor.Get("/en/patterns");
        foreach (var chapter in Chapters.All)
        {
            var entry = index.Find($"[data-chapter={chapter.Slug}]");
            Assert.Equal(
                !ChapterText.Of(chapter).IsWritten,
                entry.TextContent.Contains("not written yet", StringComparison.Ordinal)
            );
            Assert.Equal(
                ChapterText.Of(chapter).Topics.Where(topic => topic.Title.Length > 0).Select(topic => topic.Title),
                entry.QuerySelectorAll(".topics a").Select(link => link.TextContent));
        }
    }

    [Fact]
    public async Task A_statement_lists_the_tests_that_verify_it()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/patterns/flashing");
        foreach (
            var statement in ChapterText.Of(Chapters.Find("flashing")!).Topics.SelectMany(topic => topic.Statements)
        )
            Assert.Equal(
                TestNames.Of(statement).Select(test => test.Sentence),
                page.FindAll($"[id=\"{statement.Id}\"] details li").Select(item => item.FirstChild!.TextContent.Trim())
            );
        Assert.Contains(page.FindAll(".statements summary"), summary =>
            summary.TextContent.StartsWith("Covered by 1 ", StringComparison.Ordinal)
            || summary.TextContent.StartsWith("Covered by 2 ", StringComparison.Ordinal)
        );
        Assert.Equal(
            Chapters.All.Length.ToString(CultureInfo.InvariantCulture),
            Chapters.All[^1].Number.ToString(CultureInfo.InvariantCulture)
        );
    }
}
