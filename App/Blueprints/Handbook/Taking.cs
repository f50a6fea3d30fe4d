using System.Collections.Immutable;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace App.Blueprints.Handbook;

/// <summary>What a chapter says to add to another project, each piece with its place.</summary>
public sealed class Taking
{
    /// <summary>What the other project is called in the chapters.</summary>
    public const string Project = "MySite";

    Taking(string markdown)
    {
        List<string> program = [];
        List<SourceFile> files = [];
        var name = "";
        foreach (var block in Markdig.Markdown.Parse(markdown))
        {
            if (block is ParagraphBlock paragraph) name = FileNamedIn(paragraph);
            if (block is not FencedCodeBlock fence) continue;
            var text = fence.Lines.ToString();
            if (fence.Info == "http") Checks = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            else if (name.Length > 0) files.Add(new(name, text));
            else if (fence.Info == "csharp") program.Add(text);
            else if (fence.Info is { Length: > 0 }) Unplaced = [.. Unplaced, text];
            name = "";
        }
        Program = [.. program];
        Files = [.. files];
    }

    public static Taking Parse(string markdown) => new(markdown);

    /// <summary>Pieces of Program.cs: before the application is built, after it, and types at the end.</summary>
    public ImmutableArray<string> Program { get; }

    /// <summary>Whole files. Each stands behind a paragraph that names it, from the root of the project on.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>Lines such as <c>GET /path -> 200 text of the answer</c>.</summary>
    public ImmutableArray<string> Checks { get; } = [];

    /// <summary>Pieces of which nothing says where they belong.</summary>
    public ImmutableArray<string> Unplaced { get; } = [];

    static string FileNamedIn(ParagraphBlock paragraph) =>
        paragraph.Inline?.Descendants<CodeInline>().Select(code => code.Content).LastOrDefault(IsFile) ?? "";

    static bool IsFile(string code) => code != "Program.cs" && !code.Contains(' ', StringComparison.Ordinal) && !code.Contains('(', StringComparison.Ordinal)
        && Path.GetExtension(code) is ".cs" or ".cshtml" or ".resx" or ".json";
}
