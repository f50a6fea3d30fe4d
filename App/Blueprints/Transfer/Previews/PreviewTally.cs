using App.Blueprints.Links;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Counts the rows, folders and tags of a bookmark file while the file is read. Lists at most <see cref="MaxFolders"/>
/// folders and only counts the others.
/// </summary>
public sealed class PreviewTally
{
    public const int MaxFolders = 5_000;
    public const int MaxFolderLength = 1_000;

    const int MaxTags = 20_000;
    const int ShownTags = 40;

    readonly List<PreviewFolder> folders = [];
    readonly Dictionary<string, int> folderPlaces = new(StringComparer.Ordinal);
    readonly HashSet<int> hiddenFolders = [];
    readonly Dictionary<string, PreviewTag> tags = new(StringComparer.Ordinal);
    ImportPreview counted = new();

    /// <summary>Number of rows counted so far.</summary>
    public int Rows => counted.Rows.Links + counted.Rows.Refused;

    /// <summary>Counts a row. Returns the row's number among the rows with the same kind, from 1.</summary>
    public int Count(PreviewKind kind, BookmarkRow row)
    {
        if (row is BookmarkEntry entry && kind != PreviewKind.Refused)
        {
            CountFolder(kind, entry);
            CountDate(entry);
            CountStates(entry);
            CountTags(entry.Tags);
        }
        counted = counted with { Rows = counted.Rows.With(kind) };
        return counted.Rows.Of(kind);
    }

    public ImportPreview Preview(DateTimeOffset now) => counted with
    {
        HiddenFolders = hiddenFolders.Count,
        TagCount = tags.Count,
        Tags =
        [
            .. tags.Values
                .OrderByDescending(tag => tag.Links)
                .ThenBy(tag => tag.Name, StringComparer.Ordinal)
                .Take(ShownTags),
        ],
        CreatedAt = now,
    };

    /// <summary>The folders in file order, each after its parent folder.</summary>
    public IReadOnlyList<PreviewFolder> Folders() => [.. folders];

    void CountFolder(PreviewKind kind, BookmarkEntry entry)
    {
        var place = 0;
        for (var depth = Math.Min(1, entry.OwnFolder.Count); depth <= entry.OwnFolder.Count; depth++)
        {
            var path = FolderPath.Join(entry.OwnFolder.Take(depth));
            if (folderPlaces.TryGetValue(path, out place)) continue;
            if (folders.Count == MaxFolders || path.Length > MaxFolderLength)
            {
                // Stops counting at the limit, because the set of hash codes must not grow without limit. The exact
                // number of folders above the limit does not matter.
                if (hiddenFolders.Count < MaxFolders) hiddenFolders.Add(path.GetHashCode(StringComparison.Ordinal));
                return;
            }
            folderPlaces[path] = place = folders.Count;
            folders.Add(new() { Number = place + 1, Path = path });
        }
        folders[place] = folders[place] with { Rows = folders[place].Rows.With(kind) };
    }

    void CountDate(BookmarkEntry entry)
    {
        if (entry.AddedAt is { } date)
        {
            if (!(date >= counted.FirstDate)) counted = counted with { FirstDate = date };
            if (!(date <= counted.LastDate)) counted = counted with { LastDate = date };
        }
        else if (entry.Remarks.HasFlag(EntryRemarks.DateUnreadable))
            counted = counted with { Misdated = counted.Misdated + 1 };
        else counted = counted with { Undated = counted.Undated + 1 };
    }

    void CountStates(BookmarkEntry entry)
    {
        if (entry.IsPrivate == false) counted = counted with { Shared = counted.Shared + 1 };
        if (entry.IsUnread) counted = counted with { Unread = counted.Unread + 1 };
        if (entry.IsStarred) counted = counted with { Starred = counted.Starred + 1 };
        if (entry.IsArchived) counted = counted with { Archived = counted.Archived + 1 };
    }

    void CountTags(IReadOnlyList<string> names)
    {
        foreach (var name in TagNames.Distinct(names))
        {
            var key = TagNames.KeyOf(name);
            if (tags.TryGetValue(key, out var tag)) tags[key] = tag with { Links = tag.Links + 1 };
            else if (tags.Count < MaxTags) tags[key] = new(name, 1);
        }
    }
}
