using App.Blueprints.Links.Changes;

namespace App.Blueprints.Tidying.Changes;

/// <summary>Actions on many links. Forms submit the names of these values.</summary>
public enum BulkAction { Tag, Untag, Read, Unread, Star, Unstar, Archive, Unarchive, Publish, Hide, Trash }

static class BulkActions
{
    /// <summary>Parses the name of an action; null for an unknown name.</summary>
    public static BulkAction? Named(string? name) =>
        Enum.GetValues<BulkAction>()
            .Cast<BulkAction?>()
            .FirstOrDefault(action => string.Equals(action.ToString(), name, StringComparison.OrdinalIgnoreCase));

    public static bool NeedsTags(this BulkAction action) => action is BulkAction.Tag or BulkAction.Untag;

    public static LinkEdit Edit(this BulkAction action, IReadOnlyList<string> tags) => action switch
    {
        BulkAction.Tag => new() { AddTags = tags },
        BulkAction.Untag => new() { RemoveTags = tags },
        BulkAction.Read => new() { IsUnread = false },
        BulkAction.Unread => new() { IsUnread = true },
        BulkAction.Star => new() { IsStarred = true },
        BulkAction.Unstar => new() { IsStarred = false },
        BulkAction.Archive => new() { IsArchived = true },
        BulkAction.Unarchive => new() { IsArchived = false },
        BulkAction.Publish => new() { IsPublic = true },
        BulkAction.Hide => new() { IsPublic = false },
        BulkAction.Trash => new() { IsTrashed = true },
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
