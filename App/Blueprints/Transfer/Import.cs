namespace App.Blueprints.Transfer;

/// <summary>One bookmark file brought in, and how far.</summary>
public sealed record Import
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required long? RunId { get; init; }

    /// <summary>What it changed in the library; null before it began.</summary>
    public required long? ChangeId { get; init; }

    public required string FileId { get; init; }

    public required string FileName { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>One of <see cref="ImportVisibility"/>.</summary>
    public required string Visibility { get; init; }

    public required bool FolderTags { get; init; }

    /// <summary>Tags that every link of the file gets, with commas between.</summary>
    public required string Tags { get; init; }

    /// <summary>Rows of the file that are done, refused ones too: where an interrupted import goes on.</summary>
    public required int RowsRead { get; init; }

    public required int Added { get; init; }

    public required int Merged { get; init; }

    public required int Refused { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>Who may see the links of an import.</summary>
public static class ImportVisibility
{
    public const string Private = "private";
    public const string File = "file";
    public const string Public = "public";
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
