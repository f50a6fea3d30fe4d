using App.Blueprints.Handbook.Sources;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Sources;

public sealed class SourceTests
{
    [Fact]
    public async Task Every_source_file_is_shown_unchanged_line_by_line()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        Assert.True(SourceFiles.Paths.Length > 300);
        foreach (
            var path in SourceFiles
                .Paths.Where((_, index) => index % 10 == 0)
                .Append("App/Patterns/Flashing/Flashes.cs")
                .Append("App/Blueprints/Shared/_Layout.cshtml")
        )
        {
            var page = await visitor.Get($"/en/source/{path}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var written = (await File.ReadAllTextAsync(Source.Path(path), TestContext.Current.CancellationToken))
                .ReplaceLineEndings("\n")
                .TrimEnd('\n')
                .TrimStart('\ufeff');
            Assert.True(
                written == page.Find("figure.source code").TextContent.TrimEnd('\n'),
                $"{path} is not shown as it is"
            );
            Assert.NotNull(page.Document.GetElementById("L1"));
            Assert.NotNull(page.Document.GetElementById($"L{written.Split('\n').Length}"));
        }
    }

    [Fact]
    public void All_running_source_files_are_included()
    {
        var written = Source
            .Files("*.cs", "*.cshtml")
            .Select(file => file.Name)
            .Concat(
                Directory.GetFiles(Source.Path("migrations")).Select(file => $"migrations/{Path.GetFileName(file)}")
            );
        Assert.Empty(written.Except(SourceFiles.Paths));
    }

    [Fact]
    public async Task A_folder_lists_its_folders_and_files()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/en/source/App/Patterns");
        Assert.Contains("Flashing/", page.FindAll(".source-entries a").Select(entry => entry.TextContent));
        Assert.Contains(
            "/en/source/App/Patterns/Flashing",
            page.FindAll(".source-entries a").Select(entry => entry.GetAttribute("href"))
        );
    }

    [Fact]
    public void Comments_strings_and_keywords_are_highlighted_and_markup_is_escaped()
    {
        var lines = HighlightedSource.Lines("// why <b>\nvar text = \"<i>\";\n", "cs");
        Assert.Equal("<span class=\"comment\">// why &lt;b&gt;</span>", lines[0]);
        Assert.Contains("<span class=\"keyword\">var</span>", lines[1], StringComparison.Ordinal);
        Assert.Contains("<span class=\"string\">&quot;&lt;i&gt;&quot;</span>", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count);
        Assert.Equal(["&lt;b&gt;"], HighlightedSource.Lines("<b>", "unknown"));
        // Without the exception for open comments this line takes longer than any timeout.
        Assert.Equal(51, HighlightedSource.Lines($"var text = \"a/*\";{new string('\n', 50)}", "cs").Count);
    }

    [Fact]
    public void A_multi_line_comment_is_closed_and_opened_on_each_line()
    {
        Assert.All(HighlightedSource.Lines("/* one\ntwo\nthree */", "cs"), line =>
            Assert.Matches("^<span class=\"comment\">[^<]*</span>$", line)
        );
    }
}
