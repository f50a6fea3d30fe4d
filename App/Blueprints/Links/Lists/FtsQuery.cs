using App.Blueprints.Search;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// A query in the words of the index (FTS5): whose links, their states, tags and sites and what was typed, all in one
/// expression. What a person typed enters only as quoted letters, and is only compared with what the reader may see.
/// </summary>
/// <param name="Text">Finds what is asked.</param>
/// <param name="Ranked">Finds the same, and ranks higher those that have the words of a plain search side by
/// side.</param>
/// <param name="Archived">Whether it looks in the archive; null for in it and outside.</param>
sealed record FtsQuery(string Text, string Ranked, bool? Archived)
{
    /// <param name="query">What is looked for.</param>
    /// <param name="accountId">Whose links.</param>
    /// <param name="tags">The ids of the tags, by key.</param>
    /// <param name="onlyPublic">For a visitor, who finds nothing by a note or by a state that is not shown.</param>
    /// <returns>Null when nothing is asked that an index would be needed for.</returns>
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
        var ranked = SearchTerm.WholeOf(search) is { } whole
            ? $"({text}) OR ({string.Join(" AND ", wanted)} AND {writer.Phrase(whole)})"
            : text;
        return new(text, ranked, archived);
    }

    // "is:archived" among what must hold, and so nothing else can be found.
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
