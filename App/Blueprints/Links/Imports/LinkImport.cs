using App.Patterns.Forms;

namespace App.Blueprints.Links.Imports;

/// <summary>A link as a file says it is.</summary>
public sealed record LinkImport
{
    public required LinkUrl Url { get; init; }

    /// <summary>What the page says its address is; null when it is not known.</summary>
    public LinkUrl? Canonical { get; init; }

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>Where it lay, names with <c>/</c> between; empty at the top.</summary>
    public string Folder { get; init; } = "";

    public string Keyword { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool IsPublic { get; init; }

    public bool IsUnread { get; init; }

    public bool IsStarred { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>Null when the file does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether an earlier row of the same file is the same link.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>What later rows of the same file call the link.</summary>
    public IReadOnlyList<OtherTexts> Others { get; init; } = [];

    /// <summary>The note of a link that is added, with the texts of the other rows.</summary>
    internal string WholeNote => AlsoSavedAs.Append(Note, Title, Description, Others);

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

    /// <summary>Without what no text or tag of the library holds: control characters, outer spaces, repeats.</summary>
    public LinkImport Cleaned() => this with
    {
        Title = PlainText.Line(Title),
        Description = PlainText.Lines(Description),
        Note = PlainText.Lines(Note),
        Folder = PlainText.Line(Folder),
        Keyword = PlainText.Line(Keyword),
        Tags = [.. TagNames.Distinct(Tags.Select(tag => CodePoints.Cut(tag, LinkLimits.Tag))).Take(LinkLimits.Tags)],
    };

    /// <summary>Merges a later row: nothing of either is lost, the states of the first are kept.</summary>
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

/// <summary>What an import does with links that are in the library already.</summary>
public enum ImportMode
{
    /// <summary>They get what they lack; nothing they have is replaced.</summary>
    Complete,

    /// <summary>They are not changed.</summary>
    Leave,

    /// <summary>
    /// Title, description, tags and date of the file replace theirs. What the file does not say is kept.
    /// </summary>
    Update,
}

/// <param name="Id">The link that holds the row now.</param>
/// <param name="IsNew">Whether this row added it; else it was there.</param>
/// <param name="IsLeft">Whether it was there and was to stay as it is.</param>
public readonly record struct ImportedLink(long Id, bool IsNew, bool IsLeft = false);
