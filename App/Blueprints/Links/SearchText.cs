namespace App.Blueprints.Links;

/// <summary>
/// What was typed into the search, read: words (each matches as a beginning), "phrases", <c>#tag</c> and <c>#"tag of words"</c>, and
/// <c>-</c> before any of them for what must not be there. Every text can be read; what says nothing is left out.
/// </summary>
public sealed record SearchText
{
    /// <summary>More than any person types; further ones are left out.</summary>
    public const int MaxTerms = 40;

    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    public IReadOnlyList<SearchTerm> Wanted => [.. Terms.Where(term => !term.IsUnwanted)];

    public static SearchText Parse(string? typed)
    {
        var text = typed ?? "";
        List<SearchTerm> terms = [];
        for (var i = 0; i < text.Length && terms.Count < MaxTerms;)
            if (char.IsWhiteSpace(text[i])) i++;
            else if (Read(text, ref i) is { } term && !terms.Contains(term)) terms.Add(term);
        return new() { Terms = terms };
    }

    static SearchTerm? Read(string text, ref int i)
    {
        var isUnwanted = text[i] == '-' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
        if (isUnwanted) i++;
        var isTag = text[i] == '#' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
        if (isTag) i++;
        var isPhrase = text[i] == '"';
        var said = isPhrase ? UpToQuote(text, ref i) : UpToSpace(text, ref i);
        if (isTag) return TagNames.KeyOf(TagNames.Clean(said)) is { Length: > 0 } key ? new(key, SearchTermKind.Tag, isUnwanted) : null;
        return SearchTerm.Of(said, isPhrase, isUnwanted);
    }

    static string UpToQuote(string text, ref int i)
    {
        var start = ++i;
        while (i < text.Length && text[i] != '"') i++;
        return text[start..Math.Min(i++, text.Length)];
    }

    static string UpToSpace(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && (text[i] != '"' || i == start)) i++;
        return text[start..i];
    }
}

public enum SearchTermKind { Beginning, Phrase, Tag }

/// <param name="Text">Folded words with single spaces, or the key of a tag.</param>
/// <param name="Kind">A beginning matches longer words too: only the last of its words may go on.</param>
/// <param name="IsUnwanted">What has it is not shown.</param>
/// <param name="Literal">Signs that the index does not know, in lower case (<c>c++</c>, an emoji); looked for in the text itself.</param>
public sealed record SearchTerm(string Text, SearchTermKind Kind, bool IsUnwanted, string? Literal = null)
{
    static readonly string[] schemes = ["https://", "http://"];

    /// <summary>Null when <paramref name="said"/> is only punctuation.</summary>
    internal static SearchTerm? Of(string said, bool isPhrase, bool isUnwanted)
    {
        // A pasted address finds its page under either scheme.
        foreach (var scheme in schemes)
            if (said.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) said = said[scheme.Length..];
        var words = Words.Of(said).Take(SearchText.MaxTerms).Select(word => word.Folded).ToList();
        if (words.Count == 0)
            return said.Any(letter => letter > 0x2000 && !IsQuiet(letter)) ? new("", SearchTermKind.Phrase, isUnwanted, said.ToLowerInvariant()) : null;
        var isNamedBySigns = said[^1] is '+' or '#';
        var kind = isPhrase || isNamedBySigns ? SearchTermKind.Phrase : SearchTermKind.Beginning;
        return new(string.Join(' ', words), kind, isUnwanted, isNamedBySigns ? said.ToLowerInvariant() : null);
    }

    // Marks of direction, joiners, dashes and quotes of print, half characters.
    static bool IsQuiet(char letter) => letter is <= '\u206f' or (>= '\u3000' and <= '\u303f') or '\ufeff' or (>= '\ufe00' and <= '\ufe0f') or '\ufffd';
}
