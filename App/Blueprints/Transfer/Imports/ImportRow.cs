using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Shared;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// A row of a bookmark file, converted to either a link or a refusal. Link and refusal are null when the user excluded
/// the row's folder.
/// </summary>
sealed record ImportRow(LinkImport? Link, RefusedEntry? Refusal)
{
    public bool IsExcluded => Link is null && Refusal is null;

    public static ImportRow Of(BookmarkRow row, ImportOptions options, ExcludedFolders excluded) => row switch
    {
        RefusedEntry { Reason: RefusalReason.ShaarliNote, Content: { } note } when options.NoteSite.Length > 0 =>
            Of(note with { Url = ShaarliNotes.UrlOf(note.Url, options.NoteSite) }, options, excluded),
        RefusedEntry refused => new(null, refused),
        BookmarkEntry entry when excluded.Contain(entry.OwnFolder) => new(null, null),
        BookmarkEntry entry when LinkUrl.Parse(entry.Url) is { } url => new(LinkOf(entry, url, options), null),
        BookmarkEntry entry => new(null, new()
        {
            Number = entry.Number,
            Line = entry.Line,
            Reason = CodePoints.Exceed(entry.Url, LinkLimits.Url) ? RefusalReason.UrlTooLong : RefusalReason.InvalidUrl,
            Url = CodePoints.Cut(entry.Url, BookmarkLimits.RefusedText),
            Title = entry.Title,
            Content = entry,
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    static LinkImport LinkOf(BookmarkEntry entry, LinkUrl url, ImportOptions options) => new(entry.Texts)
    {
        Url = url,
        Title = entry.Title,
        Description = entry.Description,
        Note = entry.Note,
        Folder = FolderPath.Join(entry.OwnFolder),
        Tags = [.. entry.Tags, .. options.FolderTags ? entry.OwnFolder : [], .. options.Tags.Split(',')],
        IsPublic = options.Visibility switch
        {
            ImportVisibility.Public => true,
            ImportVisibility.File => entry.IsPrivate == false,
            _ => false,
        },
        IsUnread = entry.IsUnread || options.MarkUnread,
        IsStarred = entry.IsStarred,
        IsArchived = entry.IsArchived,
        CreatedAt = entry.AddedAt,
        UpdatedAt = entry.ModifiedAt,
    };
}
