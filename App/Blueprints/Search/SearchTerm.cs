namespace App.Blueprints.Search;

/// <summary>
/// One term of a search: a word, a phrase or a URL, divided into words. A link matches when it contains these words
/// next to each other, in this order.
/// </summary>
/// <param name="Words">At least one word.</param>
/// <param name="IsPrefix">Whether the last word may be the beginning of a longer word.</param>
/// <param name="Fields">The fields to search; <see cref="SearchFields.None"/> means all.</param>
public sealed record SearchTerm(IReadOnlyList<WordTokenizer.Word> Words, bool IsPrefix, SearchFields Fields)
{
    /// <summary>
    /// Maximum number of words of a phrase. Further words are ignored, because a text that matches so many words very
    /// likely contains the rest.
    /// </summary>
    const int MaxWords = 40;

    /// <summary>
    /// Converts a word, phrase or URL. Null for any other expression, and for text that contains only punctuation.
    /// </summary>
    public static SearchTerm? Of(SearchExpression? expression) => expression switch
    {
        SearchWord word => Of(word.Text.TrimEnd('*'), goesOn: true, word.Fields),
        SearchPhrase phrase => Of(phrase.Text, phrase.IsPrefix, phrase.Fields),
        SearchUrl address => OfAddress(address.Url),
        _ => null,
    };

    /// <summary>Converts a URL without its scheme, so that it matches both http and https.</summary>
    public static SearchTerm? OfAddress(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        return Of(colon < 0 ? url : url[(colon + 3)..], goesOn: true, SearchFields.None);
    }

    /// <summary>
    /// Returns the whole text of a search as one phrase; null when the search has other terms than plain words, or only
    /// one word.
    /// </summary>
    public static SearchTerm? WholePhrase(SearchQuery search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return
            search.IsPlain
            && Of(search.Text.TrimEnd('*', ' '), goesOn: true, SearchFields.None) is { Words.Count: > 1 } whole
            ? whole
            : null;
    }

    /// <summary>
    /// Returns the terms to highlight in a hit, with the fields to which they are restricted. Negated terms are left
    /// out.
    /// </summary>
    public static IEnumerable<SearchTerm> Wanted(SearchQuery search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var wanted = Wanted(search.Expression, SearchFields.None);
        return WholePhrase(search) is { } whole ? wanted.Prepend(whole) : wanted;
    }

    static IEnumerable<SearchTerm> Wanted(SearchExpression? expression, SearchFields scope) => expression switch
    {
        null or SearchNot => [],
        SearchScope inner => Wanted(inner.Operand, inner.Fields),
        { Parts.Count: > 0 } => expression.Parts.SelectMany(part => Wanted(part, scope)),
        _ => Of(expression) is { } term ? [term.Fields == SearchFields.None ? term with { Fields = scope } : term] : [],
    };

    static SearchTerm? Of(string text, bool goesOn, SearchFields fields)
    {
        var words = Search.WordTokenizer.Of(text);
        if (words.Count == 0)
            return null;
        return words.Count > MaxWords
            ? new(words[..MaxWords], false, fields)
            : new(words, goesOn && words[^1].CanBePrefix, fields);
    }
}
