using System.Globalization;
using System.Text.Json;

namespace App.Blueprints.Links;

/// <summary>
/// A search in the words of the index (FTS5). What a person typed enters only as quoted letters and digits and is only compared
/// with the columns that the reader may see.
/// </summary>
sealed record MatchExpression(string Text, string? Literals, string? UnwantedLiterals)
{
    /// <param name="search">What is looked for.</param>
    /// <param name="accountId">Whose links.</param>
    /// <param name="tags">The ids of the tags, by key.</param>
    /// <param name="state">Which of them; null for all but the archive.</param>
    /// <param name="withNotes">Only the owner may find something by its note.</param>
    /// <returns>Null when nothing can match, as with a tag that nobody has.</returns>
    public static MatchExpression? Of(SearchText search, long accountId, IReadOnlyDictionary<string, long> tags, LinkState? state, bool withNotes)
    {
        var columns = withNotes ? "{title description note url tags}" : "{title description url tags}";
        List<string> wanted = [Key(state == LinkState.Archived ? 'x' : 'a', accountId)];
        if (state is LinkState.Unread) wanted.Add(Key('u', accountId));
        if (state is LinkState.Starred) wanted.Add(Key('s', accountId));
        if (state is LinkState.Public) wanted.Add(Key('p', accountId));
        List<string> unwanted = [];
        foreach (var term in search.Terms)
            if (term.Kind == SearchTermKind.Tag)
            {
                if (tags.TryGetValue(term.Text, out var id)) (term.IsUnwanted ? unwanted : wanted).Add(Key('t', id));
                else if (!term.IsUnwanted) return null;
            }
            else if (term.Text.Length > 0 && (term.Literal is null || !term.IsUnwanted))
                (term.IsUnwanted ? unwanted : wanted).Add($"{columns} : \"{term.Text}\"{(term.Kind == SearchTermKind.Beginning ? " *" : "")}");
        var text = string.Join(" AND ", wanted);
        if (unwanted.Count > 0) text = $"({text}) NOT ({string.Join(" OR ", unwanted)})";
        return new(text, LiteralsOf(search, false), LiteralsOf(search, true));
    }

    static string Key(char kind, long id) => string.Create(CultureInfo.InvariantCulture, $"keys : \"{kind}{id}\"");

    static string? LiteralsOf(SearchText search, bool unwanted)
    {
        var literals = search.Terms.Where(term => term.IsUnwanted == unwanted && term.Literal is not null).Select(term => term.Literal).ToList();
        return literals.Count == 0 ? null : JsonSerializer.Serialize(literals);
    }
}
