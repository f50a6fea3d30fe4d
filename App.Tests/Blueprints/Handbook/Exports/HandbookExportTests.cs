using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using App.Blueprints.Handbook;
using App.Blueprints.Handbook.Sources;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Browser;
using Microsoft.Playwright;

namespace App.Tests.Blueprints.Handbook.Exports;

public sealed class HandbookExportTests(ExportedHandbook handbook, BrowserFixture browser)
    : IClassFixture<ExportedHandbook>
{
    static readonly Uri root = new("file:///export/");

    static readonly string[] languages = ["en", "ar"];

    [Fact]
    public void The_export_has_index_chapters_and_source_files_in_every_language()
    {
        var wanted =
            from language in languages
            from page in Chapters
                .All.Select(chapter => $"{chapter.Slug}.html")
                .Concat(SourceFiles.Paths.Select(path => $"source/{path}.html"))
                .Append("index.html")
                .Append("source/index.html")
            select $"{language}/{page}";
        Assert.Empty(wanted.Append("index.html").Except(handbook.Pages.Keys));
        Assert.Equal("rtl", handbook.Pages["ar/flashing.html"].DocumentElement.GetAttribute("dir"));
        Assert.Equal(handbook.Pages["en/index.html"].Title, handbook.Pages["index.html"].Title);
    }

    [Fact]
    public void Every_link_has_an_existing_file_and_element_as_target()
    {
        foreach (var (name, page) in handbook.Pages)
        {
            var here = new Uri(root, name);
            foreach (
                var link in page.QuerySelectorAll("[href], [src]")
                    .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!)
            )
            {
                if (link.StartsWith('#'))
                {
                    Assert.True(Has(page, link), $"{name} has no {link}");
                    continue;
                }
                if (Uri.TryCreate(link, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme is "http" or "https")
                {
                    Assert.False(elsewhere!.IsLoopback, $"{name} leads to {link}");
                    continue;
                }
                Assert.False(link.StartsWith('/'), $"{name} leads into the application: {link}");
                var target = new Uri(here, link);
                var file = Uri.UnescapeDataString(root.MakeRelativeUri(target).ToString().Split('#')[0]);
                Assert.True(
                    File.Exists(Path.Combine(handbook.Root, file)),
                    $"{name} leads to {link}, which is not there"
                );
                if (target.Fragment.Length > 1)
                    Assert.True(
                        Has(handbook.Pages[file], target.Fragment),
                        $"{name} leads to {link}, and {file} has no {target.Fragment}"
                    );
            }
        }
    }

    [Fact]
    public void No_exported_page_needs_the_application()
    {
        foreach (var (name, page) in handbook.Pages)
        {
            Assert.True(
                page.QuerySelector("form, use, [hx-get], [hx-post], [data-root], #try, #exchanges, .account") is null,
                $"{name} asks the application"
            );
            Assert.All(page.Scripts, script => Assert.Matches(@"js/(handbook|filter)\.", script.Source));
            Assert.All(page.Scripts, script => Assert.False(script.HasAttribute("type"), $"{name} loads a module"));
        }
        foreach (var chapter in Chapters.All.Where(chapter => ChapterText.Of(chapter).IsWritten))
            foreach (var language in languages)
                Assert.Contains(
                    $"http://localhost:5080/{language}/patterns/{chapter.Slug}",
                    handbook.Pages[$"{language}/{chapter.Slug}.html"]
                        .QuerySelector("#demonstration .notice")!
                        .TextContent,
                    StringComparison.Ordinal
                );
    }

    [Fact]
    public void Exported_chapters_are_complete()
    {
        foreach (var chapter in Chapters.All)
        {
            var text = ChapterText.Of(chapter);
            var page = handbook.Pages[$"en/{chapter.Slug}.html"];
            Assert.Equal(
                text.Topics.SelectMany(topic => topic.Statements).Count(),
                page.QuerySelectorAll(".statements > li").Length
            );
            Assert.Equal(
                text.IsWritten ? PatternSource.Of(chapter.Folder).AllFiles.Select(file => file.Text) : [],
                page.QuerySelectorAll("details.source-file code").Select(code => code.TextContent.TrimEnd('\n'))
            );
        }
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("ar", ColorScheme.Dark, 320)]
    public async Task The_exported_handbook_works_from_disk_in_a_browser(
        string language,
        ColorScheme theme,
        int width
    )
    {
        await using var opened = await browser.Open(
            new()
            {
                Locale = language,
                ColorScheme = theme,
                Viewport = new() { Width = width, Height = 800 },
            }
        );
        var page = opened.Page;
        await page.GotoAsync(new Uri(Path.Combine(handbook.Root, language, "index.html")).AbsoluteUri);
        await Check("index");
        await page.FillAsync("[data-filter]", "flash");
        await Assertions.Expect(page.Locator("[data-chapter]:visible")).ToHaveCountAsync(await Count("flash"));
        await page.FillAsync("[data-filter]", "nothing of the kind");
        await Assertions.Expect(page.Locator("#contents > section:visible")).ToHaveCountAsync(0);
        await page.FillAsync("[data-filter]", "");
        await page.ClickAsync("[data-chapter=flashing] > a");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Message Flashing");
        Assert.NotEqual(
            "Times New Roman",
            await page.EvaluateAsync<string>("getComputedStyle(document.body).fontFamily")
        );
        await Check("flashing");
        await page.ClickAsync(".facts dd a");
        await Assertions.Expect(page.Locator(".source-entries")).ToBeVisibleAsync();
        await page.ClickAsync(".source-entries li:first-child a");
        await Assertions.Expect(page.Locator("figure.source")).ToBeVisibleAsync();
        await Check("source");
        await page.ClickAsync("nav.main a");
        await Assertions.Expect(page.Locator("#contents")).ToBeVisibleAsync();

        async Task Check(string name)
        {
            await page.AssertAccessible();
            await page.AssertNoHorizontalOverflow();
            await page.Screenshot($"exported-{language}-{theme}-{width}-{name}");
        }

        async Task<int> Count(string word) =>
            await page.EvaluateAsync<int>(
                "word => [...document.querySelectorAll('[data-chapter]')].filter(c => "
                    + "c.textContent.toLowerCase().includes(word)).length",
                word
            );
    }

    static bool Has(IHtmlDocument page, string fragment) =>
        page.GetElementById(Uri.UnescapeDataString(fragment[1..])) is not null;
}
