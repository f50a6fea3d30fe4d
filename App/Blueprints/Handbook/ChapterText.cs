using System.Collections.Immutable;
using System.Text.RegularExpressions;
using App.Blueprints.Handbook.Sources;
using App.Patterns.Packaging;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace App.Blueprints.Handbook;

/// <summary>The text of a chapter, parsed from Markdown. Each heading of level 2 begins a section.</summary>
public sealed partial class ChapterText
{
    static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    readonly ImmutableDictionary<string, string> plain;
    readonly ImmutableDictionary<string, string> written;

    ChapterText(MarkdownDocument document, string markdown)
    {
        List<(HeadingBlock Heading, List<Block> Blocks)> parts = [];
        foreach (var block in document.ToList())
        {
            if (block is HeadingBlock { Level: 2 } heading) parts.Add((heading, []));
            else if (parts.Count > 0) parts[^1].Blocks.Add(block);
        }
        Sections = parts.ToImmutableDictionary(part => TextOf(part.Heading), part => Render(part.Blocks));
        written = parts.Where(part => part.Blocks.Count > 0).ToImmutableDictionary(
            part => TextOf(part.Heading), part => markdown[part.Blocks[0].Span.Start..(part.Blocks[^1].Span.End + 1)]);
        plain = parts.ToImmutableDictionary(part => TextOf(part.Heading), part => PlainTextOf(part.Blocks));
        Topics = [.. TopicsOf(parts.Find(part => TextOf(part.Heading) == ChapterSection.Meaning).Blocks ?? [])];
    }

    static readonly PackagedFiles packaged = new(typeof(ChapterText).Assembly);

    // All chapters are parsed at the first use of this class.
    static readonly ImmutableDictionary<string, ChapterText> all = Chapters.All.ToImmutableDictionary(
        chapter => chapter.Slug,
        Read
    );

    /// <summary>Returns the parsed text of a chapter.</summary>
    public static ChapterText Of(Chapter chapter)
    {
        ArgumentNullException.ThrowIfNull(chapter);
        return all[chapter.Slug];
    }

    static ChapterText Read(Chapter chapter) => Parse(packaged.ReadText($"chapters/{chapter.Slug}.md"));

    public static ChapterText Parse(string markdown) => new(Markdig.Markdown.Parse(markdown, pipeline), markdown);

    /// <summary>The section as Markdown; empty when the chapter does not have it.</summary>
    public string MarkdownOf(string section) => written.GetValueOrDefault(section, "");

    /// <summary>Whether the chapter is written. A chapter that is not written yet has only its reference.</summary>
    public bool IsWritten => Sections.ContainsKey(ChapterSection.Need);

    /// <summary>The HTML of the sections by title.</summary>
    public IReadOnlyDictionary<string, string> Sections { get; }

    /// <summary>The section as plain text.</summary>
    public string PlainOf(string section) => plain[section];

    /// <summary>The first sentence of the chapter as plain text; null when the chapter is not written.</summary>
    public string? FirstSentence =>
        plain.TryGetValue(ChapterSection.Need, out var text) ? SentenceEnd().Split(text, 2)[0] : null;

    /// <summary>
    /// The topics of the reference. Each topic is a sub-heading of Flask's documentation page with the statements below
    /// it.
    /// </summary>
    public IReadOnlyList<ChapterTopic> Topics { get; }

    static IEnumerable<ChapterTopic> TopicsOf(List<Block> blocks)
    {
        var (title, id) = ("", "");
        foreach (var block in blocks)
        {
            if (block is HeadingBlock { Level: 3 } heading)
                (title, id) = (TextOf(heading), heading.GetAttributes().Id ?? "");
            else if (block is ListBlock list)
                yield return new(title, id, [.. list.OfType<ListItemBlock>().Select(StatementOf)]);
        }
    }

    static Statement StatementOf(ListItemBlock item)
    {
        var text = (ParagraphBlock)item[0];
        var name = (EmphasisInline)text.Inline!.FirstChild!;
        var id = ((LiteralInline)name.FirstChild!).Content.ToString();
        name.Remove();
        return new(id, Render(text).Trim(), PlainTextOf([text]));
    }

    // Plain text for the search. Diagrams and code blocks are left out.
    static string PlainTextOf(IEnumerable<Block> blocks) => string.Join(' ', blocks.SelectMany(TextsOf)).Trim();

    static IEnumerable<string> TextsOf(Block block) => block switch
    {
        LeafBlock { Inline: { } inline } => [string.Concat(inline.Descendants().Select(WordsOf))],
        ContainerBlock container => container.SelectMany(TextsOf),
        _ => [],
    };

    static string WordsOf(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    };

    static string Render(params IEnumerable<Block> blocks)
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new HighlightedCode());
        foreach (var block in blocks) renderer.Render(block);
        return text.ToString();
    }

    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu})")]
    private static partial Regex SentenceEnd();

    static string TextOf(HeadingBlock heading) =>
        string.Concat(heading.Inline?.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()) ?? []);

    sealed class HighlightedCode : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            var lines = HighlightedSource.Lines(obj.Lines.ToString(), (obj as FencedCodeBlock)?.Info ?? "");
            renderer
                .Write("<pre dir=\"ltr\" tabindex=\"0\"><code>")
                .Write(string.Join('\n', lines))
                .WriteLine("</code></pre>");
        }
    }
}

/// <summary>The titles of a chapter's sections in the chapter files.</summary>
public static class ChapterSection
{
    public const string Need = "The need";
    public const string Demonstration = "Try it";
    public const string Code = "The code";
    public const string Meaning = "The meaning, exactly";
    public const string FromFlask = "From Flask";
    public const string Setup = "Take it with you";
    public const string Limits = "What could go wrong";

    /// <summary>The titles in the order of the page, with the ids of their elements. Ids are not translated.</summary>
    public static readonly ImmutableArray<(string Title, string Id)> All =
    [
        (Need, "need"),
        (Demonstration, "demonstration"),
        (Code, "code"),
        (Meaning, "meaning"),
        (FromFlask, "flask"),
        (Setup, "taking"),
        (Limits, "limits"),
    ];
}

/// <param name="Title">A sub-heading of Flask's page; empty for statements before the first one.</param>
/// <param name="Id">The id of the element on the page.</param>
public sealed record ChapterTopic(string Title, string Id, IReadOnlyList<Statement> Statements);

/// <param name="Id">The number, such as <c>P14.3</c>.</param>
/// <param name="Html">The statement as HTML.</param>
/// <param name="Text">The statement as plain text.</param>
public sealed record Statement(string Id, string Html, string Text);
