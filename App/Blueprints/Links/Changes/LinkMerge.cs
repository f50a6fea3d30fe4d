namespace App.Blueprints.Links.Changes;

/// <summary>Links that are probably one page; at most <see cref="LinkDuplicateStore.MostOfGroup"/> of them.</summary>
/// <param name="Key">What they have in common: the key of the page, without the scheme.</param>
/// <param name="Links">The links, oldest first.</param>
/// <param name="HasOtherFragments">Whether they differ in the fragment, so that nothing is proposed.</param>
public sealed record DuplicateGroup(string Key, IReadOnlyList<Link> Links, bool HasOtherFragments = false)
{
    /// <summary>The one to keep, unless its owner knows better.</summary>
    public Link Proposed => LinkMerge.Proposed(Links);
}

/// <summary>Makes one link of several without losing what is written on any of them.</summary>
public static class LinkMerge
{
    /// <summary>The one that is encrypted, then one that is not for small screens, then the oldest.</summary>
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
    /// The kept link completed, the others in the trash. Titles, descriptions and fragments that would get lost go
    /// into the note.
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
        return kept.WithTags(TagNames.Distinct([.. kept.Tags, .. other.Tags])) with
        {
            Title = LinkTitle.IsVisible(kept.Title) ? kept.Title : other.Title,
            Description = kept.Description.Length > 0 ? kept.Description : other.Description,
            Note = Link.Joined(note, other.Note),
            Folder = kept.Folder.Length > 0 ? kept.Folder : other.Folder,
            Keyword = kept.Keyword.Length > 0 ? kept.Keyword : other.Keyword,
            IsStarred = kept.IsStarred || other.IsStarred,
            IsUnread = kept.IsUnread && other.IsUnread,
            IsArchived = kept.IsArchived && other.IsArchived,
            CreatedAt = other.CreatedAt < kept.CreatedAt ? other.CreatedAt : kept.CreatedAt,
        };
    }

    static string FragmentOf(Link link) =>
        link.UrlKey.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? link.UrlKey[hash..] : "";
}
