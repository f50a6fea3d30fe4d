using App.Blueprints.Links.Imports;

namespace App.Blueprints.Links;

/// <summary>A link as its owner sees it, whole.</summary>
public sealed record Link
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string UrlKey { get; init; }

    public required string Site { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Note { get; init; }

    public required string Folder { get; init; }

    public required string Keyword { get; init; }

    public required bool IsPublic { get; init; }

    public required bool IsUnread { get; init; }

    public required bool IsStarred { get; init; }

    public required bool IsArchived { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Counts changes of the content; who saves says which version was read.</summary>
    public required long Version { get; init; }

    /// <summary>The names of its tags with commas between, as the database joins them.</summary>
    public string? TagList { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');

    public bool IsTrashed => DeletedAt is not null;

    public Link WithTags(IEnumerable<string> names) => this with { TagList = string.Join(',', names) };

    /// <summary>
    /// The link with what it lacks: tags are united, the note is continued, the older date holds, what is written
    /// stays.
    /// </summary>
    public Link Completed(LinkImport more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var title = LinkTitle.IsVisible(Title) ? Title : more.Title;
        var description = Description.Length > 0 ? Description : more.Description;
        IEnumerable<OtherTexts> own = more.IsRepeat ? [new(more.Title, more.Description)] : [];
        return WithTags(TagNames.Distinct([.. Tags, .. more.Tags])) with
        {
            Title = title,
            Description = description,
            Note = AlsoSavedAs.Append(Joined(Note, more.Note), title, description, [.. own, .. more.Others]),
            Folder = Folder.Length > 0 ? Folder : more.Folder,
            Keyword = Keyword.Length > 0 ? Keyword : more.Keyword,
            CreatedAt = more.CreatedAt < CreatedAt ? more.CreatedAt.Value : CreatedAt,
        };
    }

    /// <summary>The link with the title, description, tags and date that a file has; all else is completed.</summary>
    internal Link Updated(LinkImport file)
    {
        var updated = this with
        {
            Title = file.Title.Length > 0 ? file.Title : Title,
            Description = file.Description.Length > 0 ? file.Description : Description,
            CreatedAt = file.CreatedAt ?? CreatedAt,
        };
        return (file.Tags.Count > 0 ? updated.WithTags([]) : updated).Completed(file);
    }

    /// <summary>The link with everything that is written about <paramref name="state"/>; its own states stay.</summary>
    internal Link WithContentOf(Link state) => WithTags(state.Tags) with
    {
        Url = state.Url,
        Title = state.Title,
        Description = state.Description,
        Note = state.Note,
        Folder = state.Folder,
        Keyword = state.Keyword,
        IsPublic = state.IsPublic,
        CreatedAt = state.CreatedAt,
    };

    /// <summary>The first note with the second below it, unless it says that already.</summary>
    internal static string Joined(string note, string more) =>
        note.Contains(more, StringComparison.Ordinal) ? note : note.Length == 0 ? more : $"{note}\n\n{more}";
}

/// <summary>A link in a list: long texts are cut, and what a visitor reads has no note.</summary>
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

    /// <summary>When its content changed last; read where it is told.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whose it is; read where links of several people stand together.</summary>
    public string Author { get; init; } = "";

    public string? TagList { get; init; }

    public IReadOnlyList<string> Tags => string.IsNullOrEmpty(TagList) ? [] : TagList.Split(',');
}

/// <summary>What a person writes about a link, within <see cref="LinkLimits"/>.</summary>
public sealed record LinkContent
{
    public required LinkUrl Url { get; init; }

    /// <summary>What the page says its address is; null when it is not known.</summary>
    public LinkUrl? Canonical { get; init; }

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Private: never shown to others, also not on a public link.</summary>
    public string Note { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool IsPublic { get; init; }

    public bool IsUnread { get; init; }

    /// <summary>Whether saving it over <paramref name="link"/> would change nothing.</summary>
    public bool IsSameAs(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.UrlKey == Url.Key && link.Title == Title && link.Description == Description && link.Note == Note
            && link.IsPublic == IsPublic && link.IsUnread == IsUnread
            && link.Tags.Select(TagNames.KeyOf).ToHashSet().SetEquals(Tags.Select(TagNames.KeyOf));
    }
}

/// <summary>How many links an account has in each state.</summary>
public sealed record LinkCounts
{
    public long Active { get; init; }

    public long Archived { get; init; }

    public long Unread { get; init; }

    public long Starred { get; init; }

    public long Shared { get; init; }

    public long Trashed { get; init; }
}

/// <summary>A tag and how many links a list of it shows.</summary>
public sealed record Tag
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required long LinkCount { get; init; }

    /// <summary>Whether no link carries it, not even one in the archive or the trash.</summary>
    public bool IsUnused { get; init; }
}
