using App.Blueprints.Links.Changes;
using App.Patterns.Flashing;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>Translated descriptions and results of changes of many links.</summary>
static class ChangeTexts
{
    public static string What(LinkChange change, IStringLocalizer texts) => change.Kind switch
    {
        LinkChangeKind.Bulk => string.Join(" · ", Parts(LinkEdit.Read(change.Edit ?? "{}"), texts)),
        LinkChangeKind.Merged => texts["tidying.kind.merged"],
        LinkChangeKind.Imported => texts["tidying.kind.imported"],
        LinkChangeKind.Sample => texts["tidying.kind.sample"],
        LinkChangeKind.Undone => texts["tidying.kind.undone"],
        _ => texts["tidying.kind.edited"],
    };

    /// <summary>Says how many links were changed, and how many were left unchanged or could not be restored.</summary>
    public static string Of(LinkChange change, IStringLocalizer texts) =>
        change is { Kind: LinkChangeKind.Undone, FinishedAt: not null } && change.LostCount + change.KeptCount > 0
            ? OfUndo(change, texts)
            : Of(change.Kind == LinkChangeKind.Undone, change.LinkCount, change.KeptCount, texts);

    /// <param name="isUndo">Whether the change undid another change.</param>
    /// <param name="links">How many links were changed.</param>
    /// <param name="kept">How many links were left unchanged.</param>
    /// <param name="texts">The translations.</param>
    public static string Of(bool isUndo, long links, long kept, IStringLocalizer texts)
    {
        var changed = isUndo ? texts["tidying.undone", links] : texts["tidying.changed", links];
        return kept == 0 ? changed : $"{changed} {texts["tidying.kept", kept]}";
    }

    /// <summary>Returns the category of the flash message: a warning if an undo could not restore every link.</summary>
    public static string CategoryOf(LinkChange change) =>
        change is { Kind: LinkChangeKind.Undone } && (change.LostCount > 0 || change.LinkCount == 0)
            ? FlashCategory.Warning
            : FlashCategory.Message;

    static string OfUndo(LinkChange undo, IStringLocalizer texts)
    {
        List<string> rest = [];
        if (undo.LostCount > 0) rest.Add(texts["tidying.lost", undo.LostCount]);
        if (undo.KeptCount > 0) rest.Add(texts["tidying.kept", undo.KeptCount]);
        var reasons = string.Join(' ', rest);
        return undo.LinkCount == 0
            ? texts["tidying.undone.nothing", reasons]
            : $"{texts["tidying.undone", undo.LinkCount]} {reasons}";
    }

    static IEnumerable<string> Parts(LinkEdit edit, IStringLocalizer texts)
    {
        if (edit.AddTags.Count > 0)
            yield return texts["tidying.edit.tagged", string.Join(", ", edit.AddTags)];
        if (edit.RemoveTags.Count > 0)
            yield return texts["tidying.edit.untagged", string.Join(", ", edit.RemoveTags)];
        if (edit.IsUnread is { } unread)
            yield return unread ? texts["links.bulk.unread"] : texts["links.bulk.read"];
        if (edit.IsStarred is { } starred)
            yield return starred ? texts["links.bulk.star"] : texts["links.bulk.unstar"];
        if (edit.IsArchived is { } archived)
            yield return archived ? texts["links.bulk.archive"] : texts["links.bulk.unarchive"];
        if (edit.IsPublic is { } isPublic)
            yield return isPublic ? texts["links.bulk.publish"] : texts["links.bulk.hide"];
        if (edit.IsTrashed is { } trashed)
            yield return trashed ? texts["links.bulk.trash"] : texts["links.restore"];
    }
}
