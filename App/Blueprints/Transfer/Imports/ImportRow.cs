using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Shared;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// A row of a file, converted to a link or a refusal. Both are null when the user excluded the row's folder.
/// </summary>
sealed record ImportRow(LinkImport? Link, RefusedEntry? Refusal)
{
    public bool IsLeftOut => Link is null && Refusal is null;

    public static ImportRow Of(BookmarkRow row, ImportOptions terms) => row switch
    {
        RefusedEntry { Reason: RefusalReason.ShaarliNote, Content: { } note } when terms.NoteSite.Length > 0 =>
            Of(note with { Url = ShaarliNotes.AddressOf(note.Url, terms.NoteSite) }, terms),
        RefusedEntry refused => new(null, refused),
        BookmarkEntry entry when terms.Excludes(entry.OwnFolder) => new(null, null),
        BookmarkEntry entry when LinkUrl.Parse(entry.Url) is { } url => new(LinkOf(entry, url, terms), null),
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

    static LinkImport LinkOf(BookmarkEntry entry, LinkUrl url, ImportOptions terms) => new(entry.Texts)
    {
        Url = url,
        Title = entry.Title,
        Description = entry.Description,
        Note = entry.Note,
        Folder = FolderPath.Join(entry.OwnFolder),
        Tags = [.. entry.Tags, .. terms.FolderTags ? entry.OwnFolder : [], .. terms.Tags],
        IsPublic = terms.Visibility switch
        {
            ImportVisibility.Public => true,
            ImportVisibility.File => entry.IsPrivate == false,
            _ => false,
        },
        IsUnread = entry.IsUnread || terms.MarkUnread,
        IsStarred = entry.IsStarred,
        IsArchived = entry.IsArchived,
        CreatedAt = entry.AddedAt,
        UpdatedAt = entry.ModifiedAt,
    };
}
