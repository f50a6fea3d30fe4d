using System.Text.Json;

namespace App.Blueprints.Transfer.Previews;

/// <summary>A row of <c>import_previews</c>.</summary>
sealed record PreviewRecord
{
    public required int NewRows { get; init; }

    public required int MergeRows { get; init; }

    public required int TagsRows { get; init; }

    public required int ThereRows { get; init; }

    public required int RepeatRows { get; init; }

    public required int RefusedRows { get; init; }

    public required DateTimeOffset? FirstDate { get; init; }

    public required DateTimeOffset? LastDate { get; init; }

    public required int Undated { get; init; }

    public required int Misdated { get; init; }

    public required int Shared { get; init; }

    public required int Unread { get; init; }

    public required int Starred { get; init; }

    public required int Archived { get; init; }

    public required int HiddenFolders { get; init; }

    public required int TagCount { get; init; }

    public required string Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ImportPreview Preview => new()
    {
        Rows = new(NewRows, MergeRows, TagsRows, ThereRows, RepeatRows, RefusedRows),
        FirstDate = FirstDate,
        LastDate = LastDate,
        Undated = Undated,
        Misdated = Misdated,
        Shared = Shared,
        Unread = Unread,
        Starred = Starred,
        Archived = Archived,
        HiddenFolders = HiddenFolders,
        TagCount = TagCount,
        Tags = JsonSerializer.Deserialize<List<PreviewTag>>(Tags) ?? [],
        CreatedAt = CreatedAt,
    };
}

/// <summary>A row of <c>import_folders</c>.</summary>
sealed record FolderRecord
{
    public required int Number { get; init; }

    public required string Path { get; init; }

    public required int NewRows { get; init; }

    public required int MergeRows { get; init; }

    public required int TagsRows { get; init; }

    public required int ThereRows { get; init; }

    public required int RepeatRows { get; init; }

    public required bool IsLeftOut { get; init; }

    public PreviewFolder Folder => new()
    {
        Number = Number,
        Path = Path,
        Rows = new(NewRows, MergeRows, TagsRows, ThereRows, RepeatRows, 0),
        IsExcluded = IsLeftOut,
    };
}
