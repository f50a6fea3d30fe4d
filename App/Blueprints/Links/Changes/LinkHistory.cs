using System.Globalization;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Changes;

/// <summary>One step in the history of a link: a change, and the link before and after it.</summary>
/// <param name="Before">The link before the change; null when the change added it.</param>
/// <param name="Found">The fields that the change modified, with their previous values.</param>
public sealed record LinkHistoryStep(LinkHistoryEntry Entry, LinkDelta Found, Link? Before, Link After)
{
    /// <summary>
    /// Computes a step for each entry, from the current link backwards. The entries must begin with the newest one, be
    /// sorted newest first, and have no gaps.
    /// </summary>
    public static IEnumerable<LinkHistoryStep> Of(Link now, IEnumerable<LinkHistoryEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var after = now;
        foreach (var entry in entries)
        {
            var found = LinkDelta.Read(entry.Before);
            var before = found.Added ? null : found.Undo(after, [], entry.CreatedAt);
            yield return new(entry, found, before, after);
            after = before ?? after;
        }
    }

    /// <summary>Whether restoring <see cref="Before"/> would change the content of the link.</summary>
    public bool CanRestore(Link now) => Before is not null && LinkDelta.Of(now, now.WithContentOf(Before)) is not null;

    /// <summary>
    /// Returns the fields that the change modified, with the values before and after it, in the order of
    /// <see cref="LinkSchema.All"/>. Empty when the change added the link.
    /// </summary>
    public IEnumerable<LinkDifference> Differences(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (Before is not { } was)
            yield break;
        foreach (var field in LinkSchema.All)
            if (Found.Has(field))
                yield return new(
                    texts[field.Label],
                    Shown(field.Get(was)),
                    Shown(field.Get(After)),
                    IsAddress: field == LinkSchema.Url
                );
        string Shown(object value) => value switch
        {
            bool isSet => isSet ? texts["links.yes"] : texts["links.no"],
            long date => DateTimeOffset.FromUnixTimeMilliseconds(date).ToString("f", CultureInfo.CurrentCulture),
            _ => (string)value,
        };
    }

    /// <summary>Returns a short description of the change in the reader's language, such as <c>Edited</c>.</summary>
    public string Name(IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Entry.Kind switch
        {
            _ when Found.Added && Entry.Kind is LinkChangeKind.Imported => texts["links.history.added"],
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
/// <param name="IsAddress">Whether the field is the URL of the link.</param>
public sealed record LinkDifference(string Label, string Before, string After, bool IsAddress = false);
