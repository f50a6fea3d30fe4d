using App.Blueprints.Handbook.Sources;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.TemplateInheritance;

/// <summary>
/// Renders a page that has two nested layouts, and shows the HTML. The visitor chooses how the page overrides the
/// blocks of its layouts.
/// </summary>
public sealed class TemplateInheritanceDemo(DemonstrationStore items, BrowserCookie browser, DrawnView view)
    : Demonstration
{
    const string Folder = "App/Blueprints/Handbook/Demos/TemplateInheritance";

    public override string Slug => "templateinheritance";

    public override string Partial => "_TemplateInheritance";

    public LevelChoices Choices =>
        browser.Key is { } visitor && items.All<LevelChoices>(visitor, Slug) is [var newest, ..] ? newest.Value : new();

    /// <summary>The source of the templates: the page first, then its layouts.</summary>
    public IReadOnlyList<SourceFile> Templates =>
        [
            .. new[] { "_LevelPage", "_LevelShelf", "_LevelSite", "_LevelFragment" }.Select(name =>
                SourceFiles.Find($"{Folder}/{name}.cshtml")!
            ),
        ];

    /// <summary>Renders the page with the visitor's choices and removes empty lines from the HTML.</summary>
    public async Task<string> Draw()
    {
        var drawn = await view.Draw("/Blueprints/Handbook/Demos/TemplateInheritance/_LevelPage.cshtml", Choices);
        return string.Join(
            '\n',
            drawn.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))
        );
    }
}

/// <summary>How the page, the innermost of three nested templates, overrides the blocks of its layouts.</summary>
public sealed record LevelChoices
{
    public const int MostCharacters = 100;

    /// <summary>The text of the heading and of the title.</summary>
    public string Text { get; init; } = "Networks";

    public BlockChoice Title { get; init; } = BlockChoice.Add;

    public BlockChoice Footer { get; init; }

    /// <summary>
    /// Whether the page uses the layout for htmx fragments (parts of a page) instead of the layouts of a full page.
    /// </summary>
    public bool AsFragment { get; init; }
}

/// <summary>What a template does to an inherited block: inherit it, replace it or add to it.</summary>
public enum BlockChoice { Leave, Replace, Add }
