using App.Blueprints.Links.Imports;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Imports;

/// <summary>One bookmark file brought in, and how far.</summary>
public sealed record Import
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>
    /// The task that looks at the file, and from <see cref="ConfirmedAt"/> on the one that brings it in.
    /// </summary>
    public required long? RunId { get; init; }

    /// <summary>What it changed in the library; null before it began.</summary>
    public required long? ChangeId { get; init; }

    public required string FileId { get; init; }

    public required string FileName { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>SHA-256 in hexadecimal digits; null for files that came in before it was kept.</summary>
    public required string? FileDigest { get; init; }

    /// <summary>One of <see cref="ImportVisibility"/>.</summary>
    public required string Visibility { get; init; }

    public required bool FolderTags { get; init; }

    /// <summary>Tags that every link of the file gets, with commas between.</summary>
    public required string Tags { get; init; }

    /// <summary>One of <see cref="ImportExisting"/>.</summary>
    public required string Existing { get; init; }

    public required bool MarkUnread { get; init; }

    /// <summary>The address of the Shaarli that the notes of the file come from; empty when none was given.</summary>
    public required string NoteSite { get; init; }

    /// <summary>Rows of the file that are done, refused ones too: where an interrupted import goes on.</summary>
    public required int RowsRead { get; init; }

    public required int Added { get; init; }

    public required int Merged { get; init; }

    public required int Refused { get; init; }

    /// <summary>Rows that were not taken because they lie in a folder that the person left out.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Rows whose links were there already and stayed as they were, because the person wanted it so.</summary>
    public required int LeftAlone { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began; null while there is only a preview.</summary>
    public required DateTimeOffset? ConfirmedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public bool IsConfirmed => ConfirmedAt is not null;
}

/// <summary>Who may see the links of an import.</summary>
public static class ImportVisibility
{
    public const string Private = "private";
    public const string File = "file";
    public const string Public = "public";
}

/// <summary>What an import does with links that are in the library already.</summary>
public static class ImportExisting
{
    /// <summary>They get what they lack; nothing they have is replaced.</summary>
    public const string Complete = "complete";

    /// <summary>They are not changed.</summary>
    public const string Leave = "leave";

    /// <summary>Title, description, tags and date of the file replace theirs.</summary>
    public const string Update = "update";

    internal static ImportMode ModeOf(string existing) => existing switch
    {
        Leave => ImportMode.Leave,
        Update => ImportMode.Update,
        _ => ImportMode.Complete,
    };
}

/// <summary>A row that was not taken.</summary>
public sealed record ImportRefusal
{
    public required int Number { get; init; }

    public required int Line { get; init; }

    /// <summary>The name of a <see cref="RefusalReason"/>.</summary>
    public required string Reason { get; init; }

    public required string Url { get; init; }

    public required string Title { get; init; }
}

/// <summary>What one batch of an import did.</summary>
public readonly record struct ImportStep(int Rows, int Added, int Merged, int Refused, int LeftOut, int LeftAlone);
