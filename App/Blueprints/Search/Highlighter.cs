using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace App.Blueprints.Search;

/// <summary>
/// Marks search hits in a text. Searches the raw text and HTML-encodes each part when writing it, so that a title
/// cannot inject markup.
/// </summary>
public sealed class Highlighter(SearchQuery search)
{
    readonly (string[] Words, bool IsPrefix, SearchFields Fields)[] terms =
    [
        .. SearchTerm
            .Wanted(search)
            .Select(term => (term.Words.Select(word => word.Folded).ToArray(), term.IsPrefix, term.Fields))
            .DistinctBy(term => (string.Join(' ', term.Item1), term.IsPrefix, term.Fields)),
    ];

    public bool IsEmpty => terms.Length == 0;

    /// <summary>Returns the whole text with its hits marked.</summary>
    public IHtmlContent Mark(string text, SearchFields field)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Marked(text, Find(text, field), 0, text.Length);
    }

    /// <summary>
    /// Returns about <paramref name="length"/> characters around the first hit; null when there is no hit.
    /// </summary>
    public IHtmlContent? Snippet(string text, SearchFields field, int length = 240)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hits = Find(text, field);
        if (hits.Count == 0) return null;
        var start = Math.Max(0, hits[0].Start - (length / 4));
        if (start > 0 && text.IndexOf(' ', start, hits[0].Start - start) is > 0 and var space) start = space + 1;
        else if (start > 0 && char.IsLowSurrogate(text[start])) start--;
        var end = Math.Min(text.Length, Math.Max(start + length, hits[0].End));
        if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        return new Marked(text, hits, start, end);
    }

    List<(int Start, int End)> Find(string text, SearchFields field)
    {
        List<(int Start, int End)> hits = [];
        var here = Array.FindAll(terms, term => term.Fields == SearchFields.None || term.Fields.HasFlag(field));
        if (here.Length == 0 || text.Length == 0) return hits;
        var words = WordTokenizer.Of(text);
        var folded = words.ConvertAll(word => word.Folded);
        for (var i = 0; i < words.Count; i++)
        {
            var count = here.Max(term => Matches(folded, i, term.Words, term.IsPrefix) ? term.Words.Length : 0);
            if (count == 0) continue;
            hits.Add((words[i].Start, words[i + count - 1].End));
            i += count - 1;
        }
        return hits;
    }

    static bool Matches(List<string> words, int at, string[] term, bool goesOn)
    {
        var last = term.Length - 1;
        if (at + last >= words.Count) return false;
        for (var i = 0; i < last; i++)
            if (words[at + i] != term[i])
                return false;
        return goesOn
            ? words[at + last].StartsWith(term[last], StringComparison.Ordinal)
            : words[at + last] == term[last];
    }

    sealed class Marked(string text, List<(int Start, int End)> hits, int start, int end) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            if (start > 0) writer.Write("… ");
            var at = start;
            foreach (var hit in hits)
            {
                if (hit.Start < at || hit.End > end) continue;
                encoder.Encode(writer, text, at, hit.Start - at);
                writer.Write("<mark>");
                encoder.Encode(writer, text, hit.Start, hit.End - hit.Start);
                writer.Write("</mark>");
                at = hit.End;
            }
            encoder.Encode(writer, text, at, end - at);
            if (end < text.Length) writer.Write(" …");
        }
    }
}
