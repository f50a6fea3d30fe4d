using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Previews;

/// <summary>The totals of a preview: what the file contains and what its import would do.</summary>
public sealed record ImportPreview
{
    public required PreviewCounts Rows { get; init; }

    /// <summary>The oldest date of the links; null when no link has a date.</summary>
    public DateTimeOffset? FirstDate { get; init; }

    public DateTimeOffset? LastDate { get; init; }

    /// <summary>Links without a date.</summary>
    public required int Undated { get; init; }

    /// <summary>Links with an invalid date.</summary>
    public required int Misdated { get; init; }

    /// <summary>Links that are public in the file.</summary>
    public required int Shared { get; init; }

    public required int Unread { get; init; }

    public required int Starred { get; init; }

    public required int Archived { get; init; }

    /// <summary>Folders that are only counted, because there are too many or their names are too long.</summary>
    public required int HiddenFolders { get; init; }

    /// <summary>Number of distinct tags.</summary>
    public required int TagCount { get; init; }

    /// <summary>The most used tags.</summary>
    public required IReadOnlyList<PreviewTag> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record PreviewTag(string Name, int Links);

/// <summary>The numbers of rows by outcome.</summary>
public readonly record struct PreviewCounts(int New, int Merge, int Tags, int There, int Repeat, int Refused)
{
    public int Of(PreviewKind kind) => kind switch
    {
        PreviewKind.New => New,
        PreviewKind.Merge => Merge,
        PreviewKind.Tags => Tags,
        PreviewKind.There => There,
        PreviewKind.Repeat => Repeat,
        _ => Refused,
    };

    public static PreviewCounts operator +(PreviewCounts a, PreviewCounts b) =>
        new(
            a.New + b.New,
            a.Merge + b.Merge,
            a.Tags + b.Tags,
            a.There + b.There,
            a.Repeat + b.Repeat,
            a.Refused + b.Refused
        );

    public static PreviewCounts operator -(PreviewCounts a, PreviewCounts b) =>
        new(
            a.New - b.New,
            a.Merge - b.Merge,
            a.Tags - b.Tags,
            a.There - b.There,
            a.Repeat - b.Repeat,
            a.Refused - b.Refused
        );
}

/// <summary>The outcome of a row.</summary>
public enum PreviewKind
{
    New,

    /// <summary>The link exists, and the import would fill its empty fields.</summary>
    Merge,

    /// <summary>
    /// The link exists. The import would only add the names of its folders as tags, if that option is chosen.
    /// </summary>
    Tags,

    /// <summary>The link exists and would not change.</summary>
    There,

    /// <summary>An earlier row of the file has the same link.</summary>
    Repeat,

    Refused,
}

/// <summary>A row of the file as the list shows it; long values are cut.</summary>
public sealed record PreviewRow
{
    public required PreviewKind Kind { get; init; }

    /// <summary>Number of the row among the rows of its kind, from 1.</summary>
    public required int Position { get; init; }

    public required int Line { get; init; }

    /// <summary>The name of a <see cref="RefusalReason"/>; empty for a row that is not refused.</summary>
    public required string Reason { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }

    public required string Folder { get; init; }
}

/// <summary>A folder of the file and the counts of the rows in it, without its subfolders.</summary>
public sealed record PreviewFolder
{
    /// <summary>Position in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Path in the format of <see cref="FolderPath"/>; empty for rows without a folder.</summary>
    public required string Path { get; init; }

    public required PreviewCounts Rows { get; init; }

    public required bool IsExcluded { get; init; }
}
