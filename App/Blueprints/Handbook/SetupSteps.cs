using System.Collections.Immutable;
using App.Blueprints.Handbook.Sources;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace App.Blueprints.Handbook;

/// <summary>
/// The setup instructions of a chapter. The code blocks are grouped by the place where the reader adds them.
/// </summary>
public sealed class SetupSteps
{
    /// <summary>
    /// The slug of the chapter about the middleware order for projects with several patterns.
    /// </summary>
    public const string SeveralSlug = "packages";

    /// <summary>The id of the section about the middleware order in that chapter.</summary>
    public const string SeveralId = "several-patterns-in-one-project";

    /// <summary>The name of the example project in the chapters.</summary>
    public const string Project = "MySite";

    SetupSteps(string markdown)
    {
        List<string> program = [];
        List<SourceFile> files = [];
        var name = "";
        foreach (var block in Markdig.Markdown.Parse(markdown))
        {
            // The setup instructions end at the first heading. The text below it is about several patterns in one
            // project.
            if (block is HeadingBlock) break;
            if (block is ParagraphBlock paragraph) name = FileNamedIn(paragraph);
            if (block is not FencedCodeBlock fence) continue;
            var text = fence.Lines.ToString();
            if (fence.Info == "http") Checks = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            else if (name.Length > 0) files.Add(new(name, text));
            else if (fence.Info == "csharp") program.Add(text);
            else if (fence.Info == "sh") Commands = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            else if (fence.Info == "xml") ProjectItems = [.. ProjectItems, text];
            else if (fence.Info is { Length: > 0 }) Unplaced = [.. Unplaced, text];
            name = "";
        }
        Program = [.. program];
        Files = [.. files];
    }

    public static SetupSteps Parse(string markdown) => new(markdown);

    /// <summary>Code for Program.cs, in order: services, pipeline, and types at the end.</summary>
    public ImmutableArray<string> Program { get; }

    /// <summary>Whole files with paths relative to the project. The paragraph before each names the file.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>Shell commands to run in the folder of the project, one a line.</summary>
    public ImmutableArray<string> Commands { get; } = [];

    /// <summary>Item groups of the project file.</summary>
    public ImmutableArray<string> ProjectItems { get; } = [];

    /// <summary>Checks of the result, such as <c>GET /path -> 200 part of the response</c>.</summary>
    public ImmutableArray<string> Checks { get; } = [];

    /// <summary>Code blocks that belong to none of the other properties.</summary>
    public ImmutableArray<string> Unplaced { get; } = [];

    static string FileNamedIn(ParagraphBlock paragraph) =>
        paragraph.Inline?.Descendants<CodeInline>().Select(code => code.Content).LastOrDefault(IsFile) ?? "";

    static bool IsFile(string code) =>
        code != "Program.cs"
        && !code.Contains(' ', StringComparison.Ordinal)
        && !code.Contains('(', StringComparison.Ordinal)
        && Path.GetExtension(code) is ".cs" or ".cshtml" or ".resx" or ".json" or ".sql";
}
