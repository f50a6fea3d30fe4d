using System.Collections.Concurrent;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Exports;

/// <summary>
/// Runs <c>handbook export</c> for two languages, once for all tests that share this fixture, and parses the pages.
/// </summary>
public sealed class ExportedHandbook : IAsyncLifetime
{
    readonly TestDirectory directory = new();

    public string Root => directory.File("hand book");

    public IReadOnlyDictionary<string, IHtmlDocument> Pages { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var program = ChildProgram.Start(["handbook", "export", Root, "--Languages", "en,ar"]);
        await program.Ended(TimeSpan.FromMinutes(5));
        Assert.True(program.ExitCode == ExitCode.Done, program.Errors);
        ConcurrentDictionary<string, IHtmlDocument> pages = new();
        Parallel.ForEach(Directory.EnumerateFiles(Root, "*.html", SearchOption.AllDirectories), file =>
            pages[Path.GetRelativePath(Root, file).Replace('\\', '/')] = new HtmlParser().ParseDocument(
                File.ReadAllText(file)
            )
        );
        Pages = pages;
    }

    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return default;
    }
}
