namespace App.Blueprints.Links.Changes;

/// <summary>
/// A group of links that are probably the same page; at most <see cref="LinkDuplicateStore.MaxGroupSize"/> links.
/// </summary>
/// <param name="Key">The part of the normalized URLs that is equal for all links of the group; without the
/// scheme.</param>
/// <param name="Links">The links, oldest first.</param>
/// <param name="HasOtherFragments">Whether the URLs of the links have different fragments (<c>#part</c>). Then no merge
/// is suggested.</param>
public sealed record DuplicateGroup(string Key, IReadOnlyList<Link> Links, bool HasOtherFragments = false)
{
    /// <summary>The link that a merge of the group keeps, unless the person selects another one.</summary>
    public Link Proposed => LinkMerge.Proposed(Links);
}

/// <summary>Merges several links into one without losing text.</summary>
public static class LinkMerge
{
    /// <summary>
    /// Selects the link that a merge keeps by default. Prefers https, then a host that does not begin with <c>m.</c> or
    /// <c>mobile.</c>, then the oldest link.
    /// </summary>
    public static Link Proposed(IEnumerable<Link> links) =>
        links
            .OrderBy(link => !link.UrlKey.StartsWith("https:", StringComparison.Ordinal))
            .ThenBy(link =>
                link.Site.StartsWith("m.", StringComparison.Ordinal)
                || link.Site.StartsWith("mobile.", StringComparison.Ordinal)
            )
            .ThenBy(link => link.CreatedAt)
            .ThenBy(link => link.Id)
            .First();

    /// <summary>
    /// Computes the merge of several links: the kept link gets their tags and missing texts, and the other links move
    /// to the trash. Titles and descriptions that differ, and URLs with other fragments (<c>#part</c>), are appended to
    /// the note of the kept link. Returns each link before and after the merge.
    /// </summary>
    public static IReadOnlyList<(Link Before, Link After)> Of(Link kept, IEnumerable<Link> links, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var others = links
            .Where(link => link.Id != kept.Id)
            .OrderBy(link => link.CreatedAt)
            .ThenBy(link => link.Id)
            .ToList();
        return [(kept, others.Aggregate(kept, With)), .. others.Select(link => (link, link with { DeletedAt = now }))];
    }

    static Link With(Link kept, Link other)
    {
        var note = kept.Note;
        if (LinkTitle.IsVisible(kept.Title) && kept.Title != other.Title)
            note = Link.Joined(note, other.Title);
        if (kept.Description.Length > 0 && !kept.Description.Contains(other.Description, StringComparison.Ordinal))
            note = Link.Joined(note, other.Description);
        if (FragmentOf(other) is { Length: > 0 } fragment && fragment != FragmentOf(kept))
            note = Link.Joined(note, other.Url);
        return (kept with { Note = note }).WithMergedTexts(other).WithMergedFlags(other)
            .WithTags(TagNames.Distinct([.. kept.Tags, .. other.Tags])) with
        {
            CreatedAt = other.CreatedAt < kept.CreatedAt ? other.CreatedAt : kept.CreatedAt,
        };
    }

    static string FragmentOf(Link link) =>
        link.UrlKey.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? link.UrlKey[hash..] : "";
}
