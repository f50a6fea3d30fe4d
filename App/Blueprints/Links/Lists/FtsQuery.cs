using App.Blueprints.Search;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// A query of the full-text index (FTS5): account, states, tags, sites and typed text in one expression. Typed text is
/// inserted only as quoted tokens, and matches only columns that the reader may see.
/// </summary>
/// <param name="Text">The FTS5 expression that finds the matching links.</param>
/// <param name="Ranked">An FTS5 expression that finds the same links. When the search has only plain words, it ranks
/// links higher that contain them side by side.</param>
/// <param name="Archived">True for archived links only, false for other links only, null for both.</param>
sealed record FtsQuery(string Text, string Ranked, bool? Archived)
{
    /// <summary>Builds the full-text query for a list of links.</summary>
    /// <param name="query">The search and the filters.</param>
    /// <param name="accountId">The id of the account that owns the links.</param>
    /// <param name="tags">The ids of the tags that the query contains; the keys of the dictionary are tag keys.</param>
    /// <param name="onlyPublic">True for a visitor: notes and private states are not searched.</param>
    /// <returns>The query; null when the list needs no full-text index.</returns>
    public static FtsQuery? Of(LinkQuery query, long accountId, IReadOnlyDictionary<string, long> tags, bool onlyPublic)
    {
        var search = query.Search;
        var wantedTags = query
            .Tags.Select(tag => TagNames.KeyOf(TagNames.Clean(tag)))
            .Where(tag => tag.Length > 0)
            .ToList();
        if (search.Expression is null && wantedTags.Count == 0)
            return null;
        var archived =
            !onlyPublic && (query.State == LinkState.Archived || IsInArchive(search.Expression)) ? true
            : !onlyPublic && Mentions(search.Expression) ? (bool?)null
            : false;
        var writer = new FtsQueryWriter(accountId, tags, onlyPublic, archived);
        List<string> wanted = [writer.Whole, .. wantedTags.Select(writer.TagOf)];
        if (query.Site.Length > 0) wanted.Add(FtsQueryWriter.Key(FtsTokens.ExactSite(query.Site)));
        if (!onlyPublic && query.State is { } state) wanted.Add(writer.StateOf(state));
        if (search.Expression is null) return new(string.Join(" AND ", wanted), string.Join(" AND ", wanted), archived);
        var text = writer.Conjunction(search.Expression, wanted);
        var ranked = SearchTerm.WholePhrase(search) is { } whole
            ? $"({text}) OR ({string.Join(" AND ", wanted)} AND {writer.Phrase(whole)})"
            : text;
        return new(text, ranked, archived);
    }

    // Whether the expression requires "is:archived", so that it matches only archived links.
    static bool IsInArchive(SearchExpression? expression) => expression switch
    {
        SearchIs { State: SearchState.Archived } => true,
        SearchScope scope => IsInArchive(scope.Operand),
        SearchAnd and => and.Operands.Any(IsInArchive),
        _ => false,
    };

    static bool Mentions(SearchExpression? expression) =>
        expression?.All().Contains(new SearchIs(SearchState.Archived)) == true;
}
