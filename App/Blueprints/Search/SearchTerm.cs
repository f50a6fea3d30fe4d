namespace App.Blueprints.Search;

/// <summary>What a word, a phrase or an address looks for: words side by side.</summary>
/// <param name="Words">At least one.</param>
/// <param name="GoesOn">Whether the last one may be the beginning of a longer word.</param>
/// <param name="Fields">Where; <see cref="SearchFields.None"/> is everywhere.</param>
public sealed record SearchTerm(IReadOnlyList<WordTokenizer.Word> Words, bool GoesOn, SearchFields Fields)
{
    /// <summary>Longer phrases are cut; what has so many words of them has the rest too.</summary>
    const int MaxWords = 40;

    /// <summary>Null when the expression is none of them, or only punctuation.</summary>
    public static SearchTerm? Of(SearchExpression? expression) => expression switch
    {
        SearchWord word => Of(word.Text.TrimEnd('*'), goesOn: true, word.Fields),
        SearchPhrase phrase => Of(phrase.Text, phrase.GoesOn, phrase.Fields),
        SearchAddress address => OfAddress(address.Url),
        _ => null,
    };

    /// <summary>An address without its scheme, so that it is found under either.</summary>
    public static SearchTerm? OfAddress(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        return Of(colon < 0 ? url : url[(colon + 3)..], goesOn: true, SearchFields.None);
    }

    /// <summary>The whole text of a plain search as one phrase; null when it is not plain.</summary>
    public static SearchTerm? WholeOf(SearchQuery search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return
            search.IsPlain
            && Of(search.Text.TrimEnd('*', ' '), goesOn: true, SearchFields.None) is { Words.Count: > 1 } whole
            ? whole
            : null;
    }

    /// <summary>
    /// Everything that a hit may show, in the fields where it is looked for; what is excluded is not among it.
    /// </summary>
    public static IEnumerable<SearchTerm> Wanted(SearchQuery search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var wanted = Wanted(search.Expression, SearchFields.None);
        return WholeOf(search) is { } whole ? wanted.Prepend(whole) : wanted;
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
            : new(words, goesOn && words[^1].MayGoOn, fields);
    }
}
