using App.Blueprints.Links.Imports;

namespace App.Blueprints.Links;

/// <summary>A link with all its fields, as its owner sees it.</summary>
public sealed record Link : LinkFields
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string UrlKey { get; init; }

    public required string Site { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>
    /// Increases with every change of the content. To save an edit, pass the version that the edit began with. If the
    /// stored version is newer, the save is a conflict.
    /// </summary>
    public required long Version { get; init; }

    /// <summary>Tag names separated by commas, as the query joins them.</summary>
    public string? TagList { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');

    public bool IsTrashed => DeletedAt is not null;

    public Link WithTags(IEnumerable<string> names) => this with { TagList = string.Join(',', names) };

    /// <summary>
    /// Returns the link with the values of <paramref name="more"/> added: fills empty texts, appends the note, unites
    /// the tags and keeps the earlier <see cref="CreatedAt"/>. Existing text is never replaced. Ignores whether
    /// <paramref name="more"/> is public, unread, starred or archived.
    /// </summary>
    public Link Completed(LinkImport more)
    {
        ArgumentNullException.ThrowIfNull(more);
        IEnumerable<AlternativeText> own = more.IsRepeat ? [new(more.Title, more.Description)] : [];
        var merged = this.WithMergedTexts(more);
        return merged.WithTags(TagNames.Distinct([.. Tags, .. more.Tags])) with
        {
            Note = AlternativeTexts.Append(merged.Note, merged.Title, merged.Description, [.. own, .. more.Others]),
            CreatedAt = more.CreatedAt < CreatedAt ? more.CreatedAt.Value : CreatedAt,
        };
    }

    /// <summary>
    /// Replaces tags, date, title and description by those in the import file, when the file has them. Adds the other
    /// values of the file as <see cref="Completed"/> does.
    /// </summary>
    internal Link Updated(LinkImport file)
    {
        var updated = this with { CreatedAt = file.CreatedAt ?? CreatedAt };
        foreach (var text in LinkSchema.Texts)
            if (text.IsUpdatedByImport && text.Of(file).Length > 0) updated = text.With(updated, text.Of(file));
        return (file.Tags.Count > 0 ? updated.WithTags([]) : updated).Completed(file);
    }

    /// <summary>
    /// Returns the link with the content and the date of <paramref name="state"/>, which is an earlier version of the
    /// link. Does not change whether the link is unread, starred, archived or trashed.
    /// </summary>
    internal Link WithContentOf(Link state)
    {
        var link = WithTags(state.Tags) with { CreatedAt = state.CreatedAt };
        foreach (var field in LinkSchema.All)
            if (field.IsContent) link = field.Set(link, field.Get(state));
        return link;
    }

    /// <summary>
    /// Appends <paramref name="more"/> below <paramref name="note"/>, unless the note already contains it.
    /// </summary>
    internal static string Joined(string note, string more) =>
        note.Contains(more, StringComparison.Ordinal) ? note : note.Length == 0 ? more : $"{note}\n\n{more}";
}

/// <summary>A link in a list. Long texts are cut, and rows for visitors have no note.</summary>
public sealed record LinkRow
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Site { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public string Note { get; init; } = "";

    public required bool IsPublic { get; init; }

    public required bool IsUnread { get; init; }

    public required bool IsStarred { get; init; }

    public required bool IsArchived { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the content last changed; null in queries that do not read it.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The owner's name; empty in queries that do not read it.</summary>
    public string Author { get; init; } = "";

    public string? TagList { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');
}

/// <summary>The fields of a link that a person edits, within <see cref="LinkLimits"/>.</summary>
public sealed record LinkContent : LinkFields
{
    public LinkContent() { }

    /// <summary>Copies all fields of <paramref name="fields"/>.</summary>
    public LinkContent(LinkFields fields)
        : base(fields) { }

    public required LinkUrl Url { get; init; }

    /// <summary>The canonical URL that the linked page declares; null when none is known.</summary>
    public LinkUrl? Canonical { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether a stored link already has this content.</summary>
    public bool IsSameAs(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.UrlKey == Url.Key
            && link.WithEdited(this) == link
            && link.Tags.Select(TagNames.KeyOf).ToHashSet().SetEquals(Tags.Select(TagNames.KeyOf));
    }
}

/// <summary>The number of links of an account in each state.</summary>
public sealed record LinkCounts
{
    public long Active { get; init; }

    public long Archived { get; init; }

    public long Unread { get; init; }

    public long Starred { get; init; }

    public long Shared { get; init; }

    public long Trashed { get; init; }
}

/// <summary>A tag and the number of its links, without archived and trashed links.</summary>
public sealed record Tag
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required long LinkCount { get; init; }

    /// <summary>Whether no link has the tag, not even an archived or trashed one.</summary>
    public bool IsUnused { get; init; }
}
