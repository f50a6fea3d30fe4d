namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// The totals of a preview: what the file contains and what its import would do. Stored as a row of
/// <c>import_previews</c>.
/// </summary>
public sealed record ImportPreview
{
    public PreviewCounts Rows { get; init; }

    /// <summary>The oldest date of the links; null when no link has a date.</summary>
    public DateTimeOffset? FirstDate { get; init; }

    public DateTimeOffset? LastDate { get; init; }

    /// <summary>Number of links without a date.</summary>
    public int Undated { get; init; }

    /// <summary>Number of links with an invalid date.</summary>
    public int Misdated { get; init; }

    /// <summary>Number of links that the bookmark file marks as shared or public.</summary>
    public int Shared { get; init; }

    public int Unread { get; init; }

    public int Starred { get; init; }

    public int Archived { get; init; }

    /// <summary>
    /// Number of folders that are counted but not listed, because there are too many or their names are too long.
    /// </summary>
    public int HiddenFolders { get; init; }

    /// <summary>Number of distinct tags.</summary>
    public int TagCount { get; init; }

    /// <summary>The most used tags.</summary>
    public IReadOnlyList<PreviewTag> Tags { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}

public sealed record PreviewTag(string Name, int Links);

/// <summary>A folder of the file and the counts of its rows. Rows of subfolders are not counted.</summary>
public sealed record PreviewFolder
{
    /// <summary>Number of the folder among the folders of the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Path in the format of <see cref="FolderPath"/>; empty for rows without a folder.</summary>
    public required string Path { get; init; }

    public PreviewCounts Rows { get; init; }

    public bool IsExcluded { get; init; }
}
