using App.Blueprints.Handbook.Sources;
using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.TemplateInheritance;

/// <summary>A page below two layouts; what it does to their blocks is chosen, and what comes of it is shown.</summary>
public sealed class TemplateInheritanceDemo(DemonstrationStore items, BrowserCookie browser, DrawnView view)
    : Demonstration
{
    const string Folder = "App/Blueprints/Handbook/Demos/TemplateInheritance";

    public override string Slug => "templateinheritance";

    public override string Partial => "_TemplateInheritance";

    public LevelChoices Choices =>
        browser.Key is { } visitor && items.All<LevelChoices>(visitor, Slug) is [var newest, ..] ? newest.Value : new();

    /// <summary>The templates, the lowest first: their source is what runs.</summary>
    public IReadOnlyList<SourceFile> Templates =>
        [
            .. new[] { "_LevelPage", "_LevelShelf", "_LevelSite", "_LevelFragment" }.Select(name =>
                SourceFiles.Find($"{Folder}/{name}.cshtml")!
            ),
        ];

    /// <summary>What the templates make of the choices, without empty lines.</summary>
    public async Task<string> Draw()
    {
        var drawn = await view.Draw("/Blueprints/Handbook/Demos/TemplateInheritance/_LevelPage.cshtml", Choices);
        return string.Join(
            '\n',
            drawn.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line))
        );
    }
}

/// <summary>What the page of the third level does.</summary>
public sealed record LevelChoices
{
    public const int MostCharacters = 100;

    /// <summary>Its heading, and its word in the title.</summary>
    public string Text { get; init; } = "Networks";

    public BlockChoice Title { get; init; } = BlockChoice.Add;

    public BlockChoice Footer { get; init; }

    /// <summary>Whether the layout is the one for a piece of the page.</summary>
    public bool AsFragment { get; init; }
}

/// <summary>What a template says of a block above it: nothing, something else, or something besides.</summary>
public enum BlockChoice { Leave, Replace, Add }
