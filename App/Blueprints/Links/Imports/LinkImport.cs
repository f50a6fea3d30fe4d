using App.Blueprints.Shared;

namespace App.Blueprints.Links.Imports;

/// <summary>A link as read from a file.</summary>
public sealed record LinkImport
{
    public required LinkUrl Url { get; init; }

    /// <summary>The canonical URL that the page declares; null when it is not known.</summary>
    public LinkUrl? Canonical { get; init; }

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>The folder path, separated by <c>/</c>; empty at the top level.</summary>
    public string Folder { get; init; } = "";

    public string Keyword { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool IsPublic { get; init; }

    public bool IsUnread { get; init; }

    public bool IsStarred { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>Null when the file has no date.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether an earlier row of the same file has the same URL key.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Titles and descriptions of later rows of the same file with the same URL key.</summary>
    public IReadOnlyList<AlternativeText> Others { get; init; } = [];

    /// <summary>The note of a new link, with the texts of the other rows appended.</summary>
    internal string NoteWithAlternatives => AlternativeTexts.Append(Note, Title, Description, Others);

    public static LinkImport Of(Link link, LinkUrl url)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new()
        {
            Url = url,
            Title = link.Title,
            Description = link.Description,
            Note = link.Note,
            Folder = link.Folder,
            Keyword = link.Keyword,
            Tags = link.Tags,
            CreatedAt = link.CreatedAt,
        };
    }

    public static LinkImport Of(LinkContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new()
        {
            Url = content.Url,
            Title = content.Title,
            Description = content.Description,
            Note = content.Note,
            Tags = content.Tags,
        };
    }

    /// <summary>
    /// Removes control characters, surrounding spaces and duplicate tags, and applies the tag limits.
    /// </summary>
    public LinkImport Cleaned() => this with
    {
        Title = PlainText.Line(Title),
        Description = PlainText.Lines(Description),
        Note = PlainText.Lines(Note),
        Folder = PlainText.Line(Folder),
        Keyword = PlainText.Line(Keyword),
        Tags = [.. TagNames.Distinct(Tags.Select(tag => CodePoints.Cut(tag, LinkLimits.Tag))).Take(LinkLimits.Tags)],
    };

    /// <summary>
    /// Merges a later row with the same URL key: fills empty fields, appends notes and unites tags. The states of the
    /// later row are ignored.
    /// </summary>
    internal LinkImport With(LinkImport repeat) => this with
    {
        Canonical = Canonical ?? repeat.Canonical,
        Title = LinkTitle.IsVisible(Title) ? Title : repeat.Title,
        Description = Description.Length > 0 ? Description : repeat.Description,
        Note = Link.Joined(Note, repeat.Note),
        Folder = Folder.Length > 0 ? Folder : repeat.Folder,
        Keyword = Keyword.Length > 0 ? Keyword : repeat.Keyword,
        Tags = TagNames.Distinct([.. Tags, .. repeat.Tags]),
        CreatedAt = repeat.CreatedAt < CreatedAt || CreatedAt is null ? repeat.CreatedAt : CreatedAt,
        UpdatedAt = repeat.UpdatedAt > UpdatedAt || UpdatedAt is null ? repeat.UpdatedAt : UpdatedAt,
        Others = [.. Others, new(repeat.Title, repeat.Description), .. repeat.Others],
    };
}

/// <summary>How an import treats links that already exist in the library.</summary>
public enum ImportMode
{
    /// <summary>Fills empty fields; existing values are never replaced.</summary>
    Complete,

    /// <summary>Leaves existing links unchanged.</summary>
    Leave,

    /// <summary>
    /// Replaces title, description, tags and date by those of the file. Values that the file does not have are kept.
    /// </summary>
    Update,
}

/// <param name="Id">The id of the link that holds the row.</param>
/// <param name="IsNew">Whether this row added the link.</param>
/// <param name="IsLeft">Whether the link existed and was not changed because of <see cref="ImportMode.Leave"/>.</param>
public readonly record struct ImportedLink(long Id, bool IsNew, bool IsLeft = false);
