using App.Blueprints.Links.Lists;

namespace App.Blueprints.Links;

/// <summary>
/// The fields that a stored link shares with the link form, imports and exports. <see cref="LinkSchema"/> lists these
/// fields.
/// </summary>
public record LinkFields
{
    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Private: never shown to others, not even on a public link.</summary>
    public string Note { get; init; } = "";

    /// <summary>The folder path, separated by <c>/</c>; empty at the top level.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Keyword that opens the link from Firefox's address bar; empty for none.</summary>
    public string Keyword { get; init; } = "";

    public bool IsPublic { get; init; }

    public bool IsUnread { get; init; }

    public bool IsStarred { get; init; }

    public bool IsArchived { get; init; }
}

/// <summary>
/// Lists the fields of a link. Editing, importing, merging, history, undo and export read this list. So a new text
/// field needs only a property of <see cref="LinkFields"/>, a row in <see cref="All"/> and the columns below. Tags and
/// the trash are not fields, because a change records them separately.
/// </summary>
public static class LinkSchema
{
    public static LinkField Url { get; } =
        new LinkValue("url", "links.field.url", link => link.Url, (link, value) => link with { Url = (string)value })
        {
            IsText = true,
            IsContent = true,
        };

    public static LinkText Title { get; } =
        new("title", "links.field.title", link => link.Title, (link, value) => link with { Title = value })
        {
            IsLine = true,
            IsEdited = true,
            IsUpdatedByImport = true,
            Merge = (own, other) => LinkTitle.IsVisible(own) ? own : other,
        };

    public static LinkText Description { get; } =
        new(
            "description",
            "links.field.description",
            link => link.Description,
            (link, value) => link with { Description = value }
        )
        {
            IsEdited = true,
            IsUpdatedByImport = true,
        };

    public static LinkText Note { get; } =
        new("note", "links.field.note", link => link.Note, (link, value) => link with { Note = value })
        {
            IsEdited = true,
            Merge = Link.Joined,
        };

    public static LinkText Folder { get; } =
        new("folder", "links.field.folder", link => link.Folder, (link, value) => link with { Folder = value })
        {
            IsLine = true,
        };

    public static LinkText Keyword { get; } =
        new("keyword", "links.field.keyword", link => link.Keyword, (link, value) => link with { Keyword = value })
        {
            IsLine = true,
            FileAttribute = "SHORTCUTURL",
            MaxLength = LinkLimits.Keyword,
        };

    public static LinkField CreatedAt { get; } =
        new LinkValue(
            "createdAt",
            "links.field.created",
            link => link.CreatedAt.ToUnixTimeMilliseconds(),
            (link, value) => link with { CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)value) }
        );

    public static LinkFlag IsPublic { get; } =
        new("isPublic", "links.field.public", link => link.IsPublic, (link, value) => link with { IsPublic = value })
        {
            IsEdited = true,
            IsContent = true,
        };

    public static LinkFlag IsUnread { get; } =
        new("isUnread", "links.field.unread", link => link.IsUnread, (link, value) => link with { IsUnread = value })
        {
            IsEdited = true,
            Merge = (own, other) => own && other,
        };

    public static LinkFlag IsStarred { get; } =
        new(
            "isStarred",
            "links.field.starred",
            link => link.IsStarred,
            (link, value) => link with { IsStarred = value }
        )
        {
            Merge = (own, other) => own || other,
        };

    public static LinkFlag IsArchived { get; } =
        new(
            "isArchived",
            "links.field.archived",
            link => link.IsArchived,
            (link, value) => link with { IsArchived = value }
        )
        {
            Merge = (own, other) => own && other,
        };

    /// <summary>All fields, in the order in which the history shows them.</summary>
    public static IReadOnlyList<LinkField> All { get; } =
    [
        Url, Title, Description, Note, Folder, Keyword, CreatedAt, IsPublic, IsUnread, IsStarred, IsArchived,
    ];

    public static IReadOnlyList<LinkText> Texts { get; } = [.. All.OfType<LinkText>()];

    public static IReadOnlyList<LinkFlag> Flags { get; } = [.. All.OfType<LinkFlag>()];

    /// <summary>SQL columns of a <see cref="Link"/>, from the table <c>links</c>.</summary>
    internal const string Columns =
        $"""
        links.id, url, url_key, site, {TextColumns}, {FlagColumns}, created_at, updated_at, deleted_at, version,
          {LinkListStore.TagList}
        """;

    /// <summary>The SQL columns that store the texts of a link.</summary>
    internal const string TextColumns = "title, description, note, folder, keyword";

    /// <summary>
    /// SQL expressions that read the texts of a link from the JSON array <c>value</c>. Its first element is an array
    /// with the texts in the order of <see cref="Texts"/>.
    /// </summary>
    internal const string TextValues =
        """
        value -> 0 ->> 0 as title, value -> 0 ->> 1 as description, value -> 0 ->> 2 as note,
          value -> 0 ->> 3 as folder, value -> 0 ->> 4 as keyword
        """;

    /// <summary>
    /// SQL assignments that update the texts of a link from the row <c>more</c>. A text that is null in <c>more</c>
    /// keeps its value.
    /// </summary>
    internal const string TextChanges =
        """
        title = coalesce(more.title, links.title), description = coalesce(more.description, links.description),
          note = coalesce(more.note, links.note), folder = coalesce(more.folder, links.folder),
          keyword = coalesce(more.keyword, links.keyword)
        """;

    /// <summary>The SQL columns that store the true-or-false fields of a link.</summary>
    internal const string FlagColumns = "is_public, is_unread, is_starred, is_archived";

    /// <summary>
    /// SQL expressions that read the true-or-false fields of a link from the JSON array <c>value</c>. Its second
    /// element is an array with the values in the order of <see cref="Flags"/>.
    /// </summary>
    internal const string FlagValues =
        """
        cast(value -> 1 ->> 0 as smallint) as is_public, cast(value -> 1 ->> 1 as smallint) as is_unread,
          cast(value -> 1 ->> 2 as smallint) as is_starred, cast(value -> 1 ->> 3 as smallint) as is_archived
        """;

    /// <summary>
    /// SQL assignments that update the true-or-false fields of a link from the row <c>more</c>. A field that is null in
    /// <c>more</c> keeps its value.
    /// </summary>
    internal const string FlagChanges =
        """
        is_public = coalesce(more.is_public, links.is_public), is_unread = coalesce(more.is_unread, links.is_unread),
          is_starred = coalesce(more.is_starred, links.is_starred),
          is_archived = coalesce(more.is_archived, links.is_archived)
        """;
}
