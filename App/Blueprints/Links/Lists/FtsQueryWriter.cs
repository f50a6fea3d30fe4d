using System.Globalization;
using App.Blueprints.Search;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Writes the parts of a <see cref="FtsQuery"/>. The methods return null for a part without words, such as a dash; the
/// query then omits that part.
/// </summary>
sealed class FtsQueryWriter(long accountId, IReadOnlyDictionary<string, long> tags, bool onlyPublic, bool? archived)
{
    /// <summary>An expression that matches no link.</summary>
    static string Nothing => Key("none");

    /// <summary>
    /// An expression that matches all links that the reader may see in the list: public links for a visitor; active
    /// links, archived links or both for the owner.
    /// </summary>
    public string Whole => onlyPublic ? $"({Own('p')} AND {Own('a')})" : archived switch
    {
        true => Own('x'),
        false => Own('a'),
        null => $"({Own('a')} OR {Own('x')})",
    };

    public static string Key(string token) => $"keys : \"{token}\"";

    public string TagOf(string key) =>
        tags.TryGetValue(key, out var id) ? Key(string.Create(CultureInfo.InvariantCulture, $"t{id}")) : Nothing;

    public string StateOf(LinkState state) => Own(state switch
    {
        LinkState.Unread => 'u',
        LinkState.Starred => 's',
        LinkState.Archived => 'x',
        _ => 'p',
    });

    /// <summary>
    /// Joins the search expression and the expressions of the filters (<paramref name="wanted"/>) with AND in one
    /// level. FTS5 can then evaluate the rarest part first.
    /// </summary>
    public string Conjunction(SearchExpression expression, IEnumerable<string> wanted)
    {
        var scope = SearchFields.None;
        while (expression is SearchScope inner) (scope, expression) = (inner.Fields, inner.Operand);
        return Conjunction(expression is SearchAnd and ? and.Operands : [expression], scope, wanted)!;
    }

    public string Phrase(SearchTerm term, SearchFields scope = SearchFields.None)
    {
        var fields = term.Fields == SearchFields.None ? scope : term.Fields;
        var columns = Enum.GetValues<SearchFields>()
            .Where(field =>
                field != SearchFields.None
                && (fields == SearchFields.None || fields.HasFlag(field))
                && !(onlyPublic && field == SearchFields.Note)
            )
            .Select(field => field.ToString().ToLowerInvariant())
            .ToList();
        if (fields == SearchFields.None)
            columns.Add("tags");
        return columns.Count == 0
            ? Nothing
            : $"{{{string.Join(' ', columns)}}} : "
                + $"\"{string.Join(' ', term.Words.Select(word => word.Token))}\"{(term.IsPrefix ? " *" : "")}";
    }

    string? Part(SearchExpression expression, SearchFields scope) => expression switch
    {
        SearchAnd and => Conjunction(and.Operands, scope, []),
        SearchOr or => Joined(" OR ", or.Operands.Select(operand => Part(operand, scope))),
        SearchNot => Conjunction([expression], scope, []),
        SearchScope inner => Part(inner.Operand, inner.Fields),
        SearchIs state => Is(state.State),
        SearchTag tag => TagNames.KeyOf(TagNames.Clean(tag.Name)) is { Length: > 0 } key ? TagOf(key) : null,
        SearchSite site => Site(site.Site),
        SearchDate date => Joined(" OR ", FtsDateKeys.Of(date, accountId)) ?? Nothing,
        SearchUrl address => Address(address.Url, scope),
        _ => SearchTerm.Of(expression) is { } term ? Phrase(term, scope) : null,
    };

    string? Conjunction(IEnumerable<SearchExpression> operands, SearchFields scope, IEnumerable<string> first)
    {
        List<string> wanted = [.. first];
        List<string> unwanted = [];
        foreach (var operand in operands)
            if (Negated(operand) is { } negated) AddTo(unwanted, Part(negated, scope));
            else AddTo(wanted, Part(operand, scope));
        if (wanted.Count == 0 && unwanted.Count > 0) wanted.Add(Whole);
        var all = Joined(" AND ", wanted);
        return unwanted.Count == 0 ? all : $"({all} NOT {Joined(" OR ", unwanted)})";
    }

    SearchExpression? Negated(SearchExpression expression) => expression switch
    {
        SearchNot not => not.Operand,
        SearchIs { State: SearchState.Read } when !onlyPublic => new SearchIs(SearchState.Unread),
        SearchIs { State: SearchState.Private } when !onlyPublic => new SearchIs(SearchState.Public),
        _ => null,
    };

    // A visitor sees only public links and may filter only by public and untagged. All other states are private, so for
    // a visitor they match nothing.
    string? Is(SearchState state) => state switch
    {
        SearchState.Public => Own('p'),
        SearchState.Untagged => Own('n'),
        _ when onlyPublic => Nothing,
        SearchState.Unread => Own('u'),
        SearchState.Starred => Own('s'),
        SearchState.Archived => Own('x'),
        _ => Conjunction([new SearchIs(state)], SearchFields.None, []),
    };

    static string? Site(string typed)
    {
        var site = LinkUrl.Parse(typed)?.Site ?? typed.Trim().Trim('.').ToLowerInvariant();
        return site.Length == 0 ? null : Key(FtsTokens.SiteOrBelow(site));
    }

    // Matches the URL as it was pasted, or its normalized form. The normalized form finds links that differ only in
    // tracking parameters.
    string? Address(string url, SearchFields scope)
    {
        var typed = SearchTerm.OfAddress(url);
        var normal = LinkUrl.Parse(url) is { } link ? SearchTerm.OfAddress(link.Key) : null;
        return Joined(
            " OR ",
            new[] { typed, normal }.OfType<SearchTerm>().Select(term => Phrase(term, scope)).Distinct()
        );
    }

    string Own(char kind) => Key(string.Create(CultureInfo.InvariantCulture, $"{kind}{accountId}"));

    static void AddTo(List<string> parts, string? part)
    {
        if (part is not null) parts.Add(part);
    }

    static string? Joined(string separator, IEnumerable<string?> parts)
    {
        var said = parts.OfType<string>().ToList();
        return said.Count switch { 0 => null, 1 => said[0], _ => $"({string.Join(separator, said)})" };
    }
}
