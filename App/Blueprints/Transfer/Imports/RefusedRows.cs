using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Exports;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Converts the refused rows of an import to links, so that the user can download, correct and import them again.
/// </summary>
static class RefusedRows
{
    const int PageSize = 500;

    /// <summary>Reads the refused rows from the uploaded file, including description, note, tags and date.</summary>
    public static IEnumerable<ExportedLink> InFile(string path, Import import, DateTimeOffset now)
    {
        using var file = File.OpenRead(path);
        foreach (var row in new BookmarkFileReader(file).Read())
        {
            if (ImportRow.Of(row, import.Options, ExcludedFolders.None).Refusal is not { } refused) continue;
            yield return refused.Content is { } content
                ? new(content.Texts)
                {
                    Url = content.Url,
                    Title = content.Title,
                    Description = content.Description,
                    Note = content.Note,
                    Tags = content.Tags,
                    IsPublic = content.IsPrivate == false,
                    IsUnread = content.IsUnread,
                    IsStarred = content.IsStarred,
                    IsArchived = content.IsArchived,
                    AddedAt = content.AddedAt ?? now,
                    ModifiedAt = content.ModifiedAt,
                }
                : new() { Url = refused.Url, Title = refused.Title, AddedAt = now };
        }
    }

    /// <summary>
    /// Reads the URLs and titles of the refused rows from the database. Use this method when the uploaded file was
    /// deleted.
    /// </summary>
    public static IEnumerable<ExportedLink> Stored(ImportRefusalStore refusals, long importId, DateTimeOffset now)
    {
        for (long skip = 0; refusals.Read(importId, skip, PageSize) is { Count: > 0 } page; skip += page.Count)
            foreach (var refusal in page)
                yield return new() { Url = refusal.Url, Title = refusal.Title, AddedAt = now };
    }
}
