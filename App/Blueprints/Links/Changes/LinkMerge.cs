namespace App.Blueprints.Links.Changes;

/// <summary>
/// Links that are probably the same page; at most <see cref="LinkDuplicateStore.MaxGroupSize"/> of them.
/// </summary>
/// <param name="Key">The key that all links have in common: the key of the page, without the scheme.</param>
/// <param name="Links">The links, oldest first.</param>
/// <param name="HasOtherFragments">Whether the links have different fragments. Then no merge is proposed.</param>
public sealed record DuplicateGroup(string Key, IReadOnlyList<Link> Links, bool HasOtherFragments = false)
{
    /// <summary>The link that the merge keeps by default.</summary>
    public Link Proposed => LinkMerge.Proposed(Links);
}

/// <summary>Merges several links into one without losing text.</summary>
public static class LinkMerge
{
    /// <summary>
    /// Selects the link to keep by default. Prefers https, then a site that is not mobile, then the oldest link.
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
    /// Merges the other links into the kept link and moves the other links to the trash. Text that would be lost (their
    /// titles, descriptions, and URLs with other fragments) is appended to the note of the kept link.
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
