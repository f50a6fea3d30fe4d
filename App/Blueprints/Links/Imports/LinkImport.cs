using App.Blueprints.Shared;

namespace App.Blueprints.Links.Imports;

/// <summary>A link as read from a file.</summary>
public sealed record LinkImport : LinkFields
{
    public LinkImport() { }

    /// <summary>Copies all fields of <paramref name="fields"/>.</summary>
    public LinkImport(LinkFields fields)
        : base(fields) { }

    public required LinkUrl Url { get; init; }

    /// <summary>The canonical URL that the linked page declares; null when none is known.</summary>
    public LinkUrl? Canonical { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The date of the link in the file; null when the file has none.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>
    /// Whether an earlier row of the same file has the same link, which means the same URL key (normalized URL).
    /// </summary>
    public bool IsRepeat { get; init; }

    /// <summary>The titles and descriptions that later rows of the same file have for this link.</summary>
    public IReadOnlyList<AlternativeText> Others { get; init; } = [];

    /// <summary>The note to store for a new link: its own note, with <see cref="Others"/> appended.</summary>
    internal string NoteWithAlternatives => AlternativeTexts.Append(Note, Title, Description, Others);

    public static LinkImport Of(Link link, LinkUrl url)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new(link) { Url = url, Tags = link.Tags, CreatedAt = link.CreatedAt };
    }

    public static LinkImport Of(LinkContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new(content) { Url = content.Url, Canonical = content.Canonical, Tags = content.Tags };
    }

    /// <summary>
    /// Removes control characters, surrounding spaces and duplicate tags, and applies the tag limits.
    /// </summary>
    public LinkImport Cleaned() => this.WithCleanTexts() with
    {
        Tags = [.. TagNames.Distinct(Tags.Select(tag => CodePoints.Cut(tag, LinkLimits.Tag))).Take(LinkLimits.Tags)],
    };

    /// <summary>
    /// Combines this row with a later row of the file for the same link: combines the texts, unites the tags and keeps
    /// the earlier date. Ignores whether the later row is public, unread, starred or archived.
    /// </summary>
    internal LinkImport With(LinkImport repeat) => this.WithMergedTexts(repeat) with
    {
        Canonical = Canonical ?? repeat.Canonical,
        Tags = TagNames.Distinct([.. Tags, .. repeat.Tags]),
        CreatedAt = repeat.CreatedAt < CreatedAt || CreatedAt is null ? repeat.CreatedAt : CreatedAt,
        UpdatedAt = repeat.UpdatedAt > UpdatedAt || UpdatedAt is null ? repeat.UpdatedAt : UpdatedAt,
        Others = [.. Others, new(repeat.Title, repeat.Description), .. repeat.Others],
    };
}

/// <summary>How an import treats links that already exist in the library.</summary>
public enum ImportMode
{
    /// <summary>Fills empty fields of an existing link; its existing values are never replaced.</summary>
    Complete,

    /// <summary>Leaves existing links unchanged.</summary>
    Leave,

    /// <summary>
    /// Replaces title, description, tags and date of an existing link by those of the file. Values that the file does
    /// not have are kept.
    /// </summary>
    Update,
}

/// <summary>The result of importing one row of a file.</summary>
/// <param name="Id">The id of the link that the row added, or of the existing link with the same URL.</param>
/// <param name="IsNew">Whether this row added the link.</param>
/// <param name="IsLeft">Whether the link already existed and was not changed because of
/// <see cref="ImportMode.Leave"/>.</param>
public readonly record struct ImportedLink(long Id, bool IsNew, bool IsLeft = false);
