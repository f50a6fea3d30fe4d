using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Previews;

/// <summary>A row of the bookmark file as the preview page lists it. Long values are cut.</summary>
public sealed record PreviewRow
{
    public required PreviewKind Kind { get; init; }

    /// <summary>Number of this row among the rows with the same <see cref="PreviewKind"/>, from 1.</summary>
    public required int Position { get; init; }

    public required int Line { get; init; }

    /// <summary>The name of a <see cref="RefusalReason"/>; empty for a row that is not refused.</summary>
    public required string Reason { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }

    public required string Folder { get; init; }
}

/// <summary>What an import would do with a row. The names are stored in the database and used in URLs.</summary>
public enum PreviewKind
{
    New,

    /// <summary>The link exists, and the import would fill its empty fields.</summary>
    Merge,

    /// <summary>
    /// The link exists. The import would add only the folder names of the row as tags, and only if the user chose that
    /// option.
    /// </summary>
    Tags,

    /// <summary>The link exists and would not change.</summary>
    Unchanged,

    /// <summary>An earlier row of the file has the same link.</summary>
    Repeat,

    Refused,
}

/// <summary>The number of rows of each <see cref="PreviewKind"/>.</summary>
public readonly record struct PreviewCounts(int New, int Merge, int Tagged, int Unchanged, int Repeat, int Refused)
{
    /// <summary>The number of rows that contain a link: all rows that are not refused.</summary>
    public int Links => New + Merge + Tagged + Unchanged + Repeat;

    public int Of(PreviewKind kind) => kind switch
    {
        PreviewKind.New => New,
        PreviewKind.Merge => Merge,
        PreviewKind.Tags => Tagged,
        PreviewKind.Unchanged => Unchanged,
        PreviewKind.Repeat => Repeat,
        _ => Refused,
    };

    /// <summary>Returns a copy in which the count of one kind is increased by 1.</summary>
    public PreviewCounts With(PreviewKind kind) => kind switch
    {
        PreviewKind.New => this with { New = New + 1 },
        PreviewKind.Merge => this with { Merge = Merge + 1 },
        PreviewKind.Tags => this with { Tagged = Tagged + 1 },
        PreviewKind.Unchanged => this with { Unchanged = Unchanged + 1 },
        PreviewKind.Repeat => this with { Repeat = Repeat + 1 },
        _ => this with { Refused = Refused + 1 },
    };

    public static PreviewCounts operator -(PreviewCounts a, PreviewCounts b) => new(
        a.New - b.New, a.Merge - b.Merge, a.Tagged - b.Tagged,
        a.Unchanged - b.Unchanged, a.Repeat - b.Repeat, a.Refused - b.Refused);
}
