using System.Globalization;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Changes;

/// <summary>A change in the history of a link, with the link before and after it.</summary>
/// <param name="Before">The link before the change; null when the change added it.</param>
public sealed record LinkHistoryStep(LinkHistoryEntry Entry, LinkDelta Found, Link? Before, Link After)
{
    /// <summary>
    /// Computes the steps from the current link back to its first version, newest first. The entries must be complete
    /// and sorted newest first.
    /// </summary>
    public static IEnumerable<LinkHistoryStep> Of(Link now, IEnumerable<LinkHistoryEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var after = now;
        foreach (var entry in entries)
        {
            var found = LinkDelta.Read(entry.Before);
            var before = found.Added == true ? null : found.Undo(after, [], entry.CreatedAt);
            yield return new(entry, found, before, after);
            after = before ?? after;
        }
    }

    /// <summary>Whether restoring <see cref="Before"/> would change the content of the link.</summary>
    public bool CanRestore(Link now) => Before is not null && LinkDelta.Of(now, now.WithContentOf(Before)) is not null;

    /// <summary>The changed texts and states, in the order of the form.</summary>
    public IEnumerable<LinkDifference> Differences(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (Before is not { } was)
            yield break;
        if (Found.Url is not null)
            yield return new(texts["links.field.url"], was.Url, After.Url, IsAddress: true);
        if (Found.Title is not null)
            yield return new(texts["links.field.title"], was.Title, After.Title);
        if (Found.Description is not null)
            yield return new(texts["links.field.description"], was.Description, After.Description);
        if (Found.Note is not null)
            yield return new(texts["links.field.note"], was.Note, After.Note);
        if (Found.Folder is not null)
            yield return new(texts["links.field.folder"], was.Folder, After.Folder);
        if (Found.Keyword is not null)
            yield return new(texts["links.field.keyword"], was.Keyword, After.Keyword);
        if (Found.CreatedAt is not null)
            yield return new(texts["links.field.created"], Date(was.CreatedAt), Date(After.CreatedAt));
        if (Found.IsPublic is not null)
            yield return new(texts["links.field.public"], Word(was.IsPublic), Word(After.IsPublic));
        if (Found.IsUnread is not null)
            yield return new(texts["links.field.unread"], Word(was.IsUnread), Word(After.IsUnread));
        if (Found.IsStarred is not null)
            yield return new(texts["links.field.starred"], Word(was.IsStarred), Word(After.IsStarred));
        if (Found.IsArchived is not null)
            yield return new(texts["links.field.archived"], Word(was.IsArchived), Word(After.IsArchived));
        string Word(bool value) => value ? texts["links.yes"] : texts["links.no"];
        static string Date(DateTimeOffset date) => date.ToString("f", CultureInfo.CurrentCulture);
    }

    /// <summary>The name of the change in the reader's language.</summary>
    public string Name(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Entry.Kind switch
        {
            _ when Found.Added == true && Entry.Kind is LinkChangeKind.Imported => texts["links.history.added"],
            LinkChangeKind.Edited => texts["links.history.edited"],
            LinkChangeKind.Merged when Found.IsTrashed == false => texts["links.history.merged_away"],
            LinkChangeKind.Merged => texts["links.history.merged"],
            LinkChangeKind.Trashed => texts["links.history.trashed"],
            LinkChangeKind.Restored when Found.IsTrashed is null => texts["links.history.earlier"],
            LinkChangeKind.Restored => texts["links.history.restored"],
            LinkChangeKind.Bulk => texts["links.history.bulk"],
            LinkChangeKind.Imported => texts["links.history.imported"],
            LinkChangeKind.Sample => texts["links.history.sample"],
            LinkChangeKind.Undone => texts["links.history.undone"],
            _ => texts["links.history.changed"],
        };
    }
}

/// <summary>A field of a link before and after a change, as text.</summary>
public sealed record LinkDifference(string Label, string Before, string After, bool IsAddress = false);
