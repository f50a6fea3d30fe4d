namespace App.Blueprints.Links.Lists;

/// <summary>The parameters of the statements that list links. A filter that is null is not applied.</summary>
sealed record LinkFilter(
    long AccountId, bool? Archived, bool? Unread, bool? Starred, bool? Shared,
    string? Site, string Sort, int Size, long Offset)
{
    /// <summary>The name of the second sort order; null when there is none.</summary>
    public string? Then { get; init; }

    /// <summary>The name of the third sort order; null when there is none.</summary>
    public string? Last { get; init; }

    /// <summary>
    /// A full-text expression that the listed links must match; null when there is no full-text search.
    /// </summary>
    public string? Match { get; init; }

    /// <summary>
    /// The SQL parameters. Their names are spelled as in the statements, because SQLite compares parameter names
    /// case-sensitively.
    /// </summary>
    public object Values => new
    {
        accountId = AccountId,
        archived = Archived,
        unread = Unread,
        starred = Starred,
        shared = Shared,
        site = Site,
        sort = Sort,
        then = Then,
        last = Last,
        size = Size,
        offset = Offset,
        match = Match,
    };

    public static LinkFilter From(long accountId, LinkQuery query, bool onlyPublic, int page, int size) => new(
        accountId,
        Archived: !onlyPublic && query.State == LinkState.Archived,
        Unread: !onlyPublic && query.State == LinkState.Unread ? true : null,
        Starred: !onlyPublic && query.State == LinkState.Starred ? true : null,
        Shared: onlyPublic || query.State == LinkState.Public ? true : null,
        Site: query.Site.Length > 0 ? query.Site : null,
        Sort: query.SortOrBest.Name(),
        size,
        (page - 1L) * size)
    {
        Then = query.Then is [var second, ..] ? second.Name() : null,
        Last = query.Then is [_, var third, ..] ? third.Name() : null,
    };
}
