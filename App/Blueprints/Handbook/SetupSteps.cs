using System.Collections.Immutable;
using System.Text.RegularExpressions;
using App.Blueprints.Handbook.Sources;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace App.Blueprints.Handbook;

/// <summary>
/// The code blocks in a chapter's setup instructions, grouped by the file in which they belong. The instructions can
/// have sections for refinements (optional subfolders of the pattern). Their code is appended to the basic code.
/// </summary>
public sealed partial class SetupSteps
{
    /// <summary>
    /// The slug of the chapter about the middleware order for projects with several patterns.
    /// </summary>
    public const string SeveralSlug = "packages";

    /// <summary>The id of the section about the middleware order in the chapter <see cref="SeveralSlug"/>.</summary>
    public const string SeveralId = "several-patterns-in-one-project";

    /// <summary>The name of the example project in the chapters.</summary>
    public const string Project = "MySite";

    SetupSteps(string markdown)
    {
        List<string> program = [];
        List<SourceFile> files = [];
        var name = "";
        var place = 0;
        foreach (var block in Markdig.Markdown.Parse(markdown))
        {
            if (block is HeadingBlock heading)
            {
                // Stops at the first heading that is not "With `name`" (the heading of an optional section), because
                // the text after it has no setup code.
                if (!IsRefinement(heading)) break;
                place = 0;
            }
            if (block is ParagraphBlock paragraph) name = FileNamedIn(paragraph);
            if (block is not FencedCodeBlock fence) continue;
            var text = fence.Lines.ToString();
            if (fence.Info == "http")
                Checks = [.. Checks, .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            else if (name.Length > 0) files.Add(new(name, text));
            else if (fence.Info == "csharp")
            {
                // Code that starts with "app." configures the pipeline. An optional section can begin with it, if it
                // registers no services.
                if (text.StartsWith("app.", StringComparison.Ordinal)) place = Math.Max(place, 1);
                Add(program, place++, text);
            }
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

    /// <summary>Item groups to add to the project file.</summary>
    public ImmutableArray<string> ProjectItems { get; } = [];

    /// <summary>
    /// Requests with expected responses that check the setup, such as <c>GET /path -> 200 part of the response</c>.
    /// </summary>
    public ImmutableArray<string> Checks { get; } = [];

    /// <summary>Code blocks that belong to none of the other properties.</summary>
    public ImmutableArray<string> Unplaced { get; } = [];

    /// <summary>
    /// Removes the sections of refinements (optional subfolders of the pattern) that are not chosen. Such a section has
    /// the heading <c>### With `name`</c>.
    /// </summary>
    /// <param name="markdown">The setup instructions of a chapter.</param>
    /// <param name="refinements">
    /// The names of the chosen refinements, as passed to the command-line option <c>--with</c>.
    /// </param>
    public static string Choose(string markdown, IReadOnlyCollection<string> refinements) =>
        RefinementSection().Replace(
            markdown,
            section => refinements.Contains(section.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
                ? section.Value
                : "").TrimEnd('\n');

    /// <summary>
    /// Returns the names of the refinements (optional subfolders of the pattern) that have a section, in order.
    /// </summary>
    public static IEnumerable<string> RefinementsIn(string markdown) =>
        RefinementSection().Matches(markdown).Select(section => section.Groups["name"].Value);

    static bool IsRefinement(HeadingBlock heading) =>
        heading.Inline is { FirstChild: LiteralInline { Content: var text } } && text.ToString() == "With "
        && heading.Inline.LastChild is CodeInline;

    // Adds a code block for Program.cs at a place: 0 for services, 1 for the pipeline, 2 for types. Appends to the code
    // that is already at that place.
    static void Add(List<string> program, int place, string text)
    {
        if (place < program.Count) program[place] += $"\n{text}";
        else program.Add(text);
    }

    static string FileNamedIn(ParagraphBlock paragraph) =>
        paragraph.Inline?.Descendants<CodeInline>().Select(code => code.Content).LastOrDefault(IsFile) ?? "";

    static bool IsFile(string code) =>
        code != "Program.cs"
        && !code.Contains(' ', StringComparison.Ordinal)
        && !code.Contains('(', StringComparison.Ordinal)
        && Path.GetExtension(code) is ".cs" or ".cshtml" or ".resx" or ".json" or ".sql";

    [GeneratedRegex(@"^### With `(?<name>\w+)`\n.*?(?=^### |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RefinementSection();
}
