using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Previews;

/// <summary>What bringing in a file would do, found out without doing it.</summary>
public sealed record ImportPreview
{
    public required PreviewCounts Rows { get; init; }

    /// <summary>The oldest and the newest date of the links; null when none has one.</summary>
    public DateTimeOffset? FirstDate { get; init; }

    public DateTimeOffset? LastDate { get; init; }

    /// <summary>Links of which the file says no date.</summary>
    public required int Undated { get; init; }

    /// <summary>Links whose date cannot be read.</summary>
    public required int Misdated { get; init; }

    /// <summary>Links that the file says are public.</summary>
    public required int Shared { get; init; }

    public required int Unread { get; init; }

    public required int Starred { get; init; }

    public required int Archived { get; init; }

    /// <summary>Folders that are not told one by one, because there are too many or their names are too long.</summary>
    public required int HiddenFolders { get; init; }

    /// <summary>How many different tags there are.</summary>
    public required int TagCount { get; init; }

    /// <summary>The most used of them.</summary>
    public required IReadOnlyList<PreviewTag> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record PreviewTag(string Name, int Links);

/// <summary>Rows of a file by what would become of them.</summary>
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

/// <summary>What would become of a row.</summary>
public enum PreviewKind
{
    New,

    /// <summary>The link is there and would get what it lacks.</summary>
    Merge,

    /// <summary>
    /// The link is there and would get the tags of its folders, where that is wanted, and nothing else.
    /// </summary>
    Tags,

    /// <summary>The link is there and nothing would change.</summary>
    There,

    /// <summary>An earlier row of the file holds the same link.</summary>
    Repeat,

    Refused,
}

/// <summary>A row of the file, as much of it as a list shows.</summary>
public sealed record PreviewRow
{
    public required PreviewKind Kind { get; init; }

    /// <summary>Counts the rows of its kind from 1.</summary>
    public required int Position { get; init; }

    public required int Line { get; init; }

    /// <summary>The name of a <see cref="RefusalReason"/>; empty for a row that is not refused.</summary>
    public required string Reason { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }

    public required string Folder { get; init; }
}

/// <summary>A folder of the file with the rows that lie in it, those of its own folders not counted.</summary>
public sealed record PreviewFolder
{
    /// <summary>The place in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>As <see cref="FolderPath"/> writes it; empty for what lies in no folder.</summary>
    public required string Path { get; init; }

    public required PreviewCounts Rows { get; init; }

    public required bool IsLeftOut { get; init; }
}
