namespace App.Blueprints.Transfer.Imports;

/// <summary>The import of one bookmark file and its progress.</summary>
public sealed record Import
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>
    /// ID of a background task run: the run of the import or, before the import is confirmed, of the preview.
    /// </summary>
    public required long? RunId { get; init; }

    /// <summary>ID of the recorded bulk change of links, used to undo the import; null before it starts.</summary>
    public required long? ChangeId { get; init; }

    public required string FileId { get; init; }

    public required string FileName { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>SHA-256 of the file in hexadecimal; null for files that an older Carafe version stored.</summary>
    public required string? FileDigest { get; init; }

    /// <summary>The chosen options, without the excluded folders.</summary>
    public ImportOptions Options { get; init; } = new();

    /// <summary>Rows processed so far, including refused rows. An interrupted import resumes after them.</summary>
    public required int RowsRead { get; init; }

    public required int Added { get; init; }

    public required int Merged { get; init; }

    public required int Refused { get; init; }

    /// <summary>Rows skipped because the user excluded their folder.</summary>
    public required int Excluded { get; init; }

    /// <summary>Rows whose links already existed and, as the user chose, were not changed.</summary>
    public required int Unchanged { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the import was confirmed; null while there is only a preview.</summary>
    public required DateTimeOffset? ConfirmedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public bool IsConfirmed => ConfirmedAt is not null;

    /// <summary>URL path of the preview or, once confirmed, of the report; without the language prefix.</summary>
    public string Path => IsConfirmed ? $"/import/{Id}/report" : $"/import/{Id}";

    /// <summary>URL path of the page that shows the running task; without the language prefix.</summary>
    public string ProgressPath => $"/import/{Id}/progress";
}

/// <summary>The counts of one batch of an import.</summary>
public readonly record struct ImportStep(int Rows, int Added, int Merged, int Refused, int Excluded, int Unchanged);
