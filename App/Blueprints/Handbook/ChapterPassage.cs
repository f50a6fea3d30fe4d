using System.Collections.Immutable;
using App.Blueprints.Search;

namespace App.Blueprints.Handbook;

/// <summary>
/// A part of a chapter that has its own URL: the title, a section, or a numbered statement of the reference.
/// </summary>
public sealed record ChapterPassage
{
    /// <summary>The passages of all chapters, parsed once per process.</summary>
    public static readonly ImmutableArray<ChapterPassage> All = [.. Chapters.All.SelectMany(Of)];

    readonly ImmutableArray<string> words;

    ChapterPassage(Chapter chapter, string anchor, string title, string text)
    {
        (Chapter, Anchor, Title, Text) = (chapter, anchor, title, text);
        words = [.. WordTokenizer.Of($"{title} {text}").Select(word => word.Folded)];
    }

    public Chapter Chapter { get; }

    /// <summary>The id of the element on the chapter's page; empty for the title.</summary>
    public string Anchor { get; }

    /// <summary>The section's title or the statement's number; empty for the title of the chapter.</summary>
    public string Title { get; }

    public string Text { get; }

    public bool IsTitle => Anchor.Length == 0;

    /// <summary>Whether the passage contains the words of a search term one after the other.</summary>
    public bool Says(SearchTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Enumerable.Range(0, Math.Max(0, words.Length - term.Words.Count + 1)).Any(at => SaysAt(term, at));
    }

    bool SaysAt(SearchTerm term, int at)
    {
        var last = term.Words.Count - 1;
        for (var i = 0; i < last; i++)
            if (words[at + i] != term.Words[i].Folded)
                return false;
        return term.IsPrefix
            ? words[at + last].StartsWith(term.Words[last].Folded, StringComparison.Ordinal)
            : words[at + last] == term.Words[last].Folded;
    }

    static IEnumerable<ChapterPassage> Of(Chapter chapter)
    {
        yield return new(chapter, "", "", $"{chapter.Name}. {chapter.Line}");
        var text = ChapterText.Of(chapter);
        foreach (
            var section in ChapterSection.All.Where(section =>
                section.Title != ChapterSection.Meaning && text.Sections.ContainsKey(section.Title)
            )
        )
            yield return new(chapter, section.Id, section.Title, text.PlainOf(section.Title));
        foreach (var topic in text.Topics)
            foreach (var statement in topic.Statements)
                yield return new(chapter, statement.Id, statement.Id, $"{topic.Title} {statement.Text}".Trim());
    }
}
