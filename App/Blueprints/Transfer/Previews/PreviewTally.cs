using App.Blueprints.Links;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Counts the content of a file while it is read. Folders above the limit are counted but not listed.
/// </summary>
public sealed class PreviewTally
{
    public const int MaxFolders = 5_000;
    public const int MaxFolderLength = 1_000;

    const int MostTags = 20_000;
    const int ShownTags = 40;

    readonly int[] counts = new int[Enum.GetValues<PreviewKind>().Length];
    readonly Dictionary<string, int[]> folders = new(StringComparer.Ordinal);
    readonly List<string> paths = [];
    readonly HashSet<int> hidden = [];
    readonly Dictionary<string, (string Name, int Links)> tags = new(StringComparer.Ordinal);
    DateTimeOffset? first;
    DateTimeOffset? last;
    int undated, misdated, shared, unread, starred, archived;

    public int Rows => counts.Sum();

    /// <summary>Counts a row and returns its number among the rows of its kind, from 1.</summary>
    public int Count(PreviewKind kind, BookmarkRow row)
    {
        if (row is BookmarkEntry entry && kind != PreviewKind.Refused)
        {
            CountFolder(kind, entry);
            CountDate(entry);
            CountStates(entry);
            CountTags(entry.Tags);
        }
        return ++counts[(int)kind];
    }

    public ImportPreview Preview(DateTimeOffset now) =>
        new()
        {
            Rows = CountsOf(counts),
            FirstDate = first,
            LastDate = last,
            Undated = undated,
            Misdated = misdated,
            Shared = shared,
            Unread = unread,
            Starred = starred,
            Archived = archived,
            HiddenFolders = hidden.Count,
            TagCount = tags.Count,
            Tags =
            [
                .. tags
                    .Values.OrderByDescending(tag => tag.Links)
                    .ThenBy(tag => tag.Name, StringComparer.Ordinal)
                    .Take(ShownTags)
                    .Select(tag => new PreviewTag(tag.Name, tag.Links)),
            ],
            CreatedAt = now,
        };

    /// <summary>The folders in file order, each after its parent folder.</summary>
    public IReadOnlyList<PreviewFolder> Folders() =>
        [
            .. paths.Select(
                (path, place) =>
                    new PreviewFolder
                    {
                        Number = place + 1,
                        Path = path,
                        Rows = CountsOf(folders[path]),
                        IsExcluded = false,
                    }
            ),
        ];

    void CountFolder(PreviewKind kind, BookmarkEntry entry)
    {
        int[]? own = null;
        for (var depth = Math.Min(1, entry.OwnFolder.Count); depth <= entry.OwnFolder.Count; depth++)
        {
            var path = FolderPath.Join(entry.OwnFolder.Take(depth));
            if (!folders.TryGetValue(path, out own) && (own = Added(path)) is null) return;
        }
        own![(int)kind]++;
    }

    int[]? Added(string path)
    {
        if (paths.Count == MaxFolders || path.Length > MaxFolderLength)
        {
            // This check bounds the memory. Above the limit, the exact number of folders does not matter.
            if (hidden.Count < MaxFolders) hidden.Add(path.GetHashCode(StringComparison.Ordinal));
            return null;
        }
        paths.Add(path);
        return folders[path] = new int[counts.Length];
    }

    void CountDate(BookmarkEntry entry)
    {
        if (entry.AddedAt is { } date)
        {
            if (first is null || date < first) first = date;
            if (last is null || date > last) last = date;
        }
        else if (entry.Remarks.HasFlag(EntryRemarks.DateUnreadable)) misdated++;
        else undated++;
    }

    void CountStates(BookmarkEntry entry)
    {
        if (entry.IsPrivate == false) shared++;
        if (entry.IsUnread) unread++;
        if (entry.IsStarred) starred++;
        if (entry.IsArchived) archived++;
    }

    void CountTags(IReadOnlyList<string> names)
    {
        foreach (var name in TagNames.Distinct(names))
        {
            var key = TagNames.KeyOf(name);
            if (tags.TryGetValue(key, out var tag)) tags[key] = (tag.Name, tag.Links + 1);
            else if (tags.Count < MostTags) tags[key] = (name, 1);
        }
    }

    static PreviewCounts CountsOf(int[] counts) =>
        new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
}
