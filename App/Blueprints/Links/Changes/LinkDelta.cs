using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Blueprints.Links.Changes;

/// <summary>The fields of a link that a change modified, with their previous values. Stored as JSON.</summary>
public sealed record LinkDelta
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The stored delta of a link that the change added.</summary>
    internal const string Nothing = """{"added":true}""";

    /// <summary>True when the change added the link.</summary>
    public bool? Added { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Note { get; init; }

    public string? Folder { get; init; }

    public string? Keyword { get; init; }

    public bool? IsPublic { get; init; }

    public bool? IsUnread { get; init; }

    public bool? IsStarred { get; init; }

    public bool? IsArchived { get; init; }

    public bool? IsTrashed { get; init; }

    public long? CreatedAt { get; init; }

    /// <summary>Tags that the change added to the link.</summary>
    public IReadOnlyList<string>? TagsAdded { get; init; }

    /// <summary>Tags that the change removed from the link.</summary>
    public IReadOnlyList<string>? TagsRemoved { get; init; }

    /// <summary>The difference between two states of a link; null when there is none.</summary>
    public static LinkDelta? Of(Link before, Link after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var added = Missing(after.Tags, before.Tags);
        var removed = Missing(before.Tags, after.Tags);
        var found = new LinkDelta
        {
            Url = before.Url == after.Url ? null : before.Url,
            Title = before.Title == after.Title ? null : before.Title,
            Description = before.Description == after.Description ? null : before.Description,
            Note = before.Note == after.Note ? null : before.Note,
            Folder = before.Folder == after.Folder ? null : before.Folder,
            Keyword = before.Keyword == after.Keyword ? null : before.Keyword,
            IsPublic = before.IsPublic == after.IsPublic ? null : before.IsPublic,
            IsUnread = before.IsUnread == after.IsUnread ? null : before.IsUnread,
            IsStarred = before.IsStarred == after.IsStarred ? null : before.IsStarred,
            IsArchived = before.IsArchived == after.IsArchived ? null : before.IsArchived,
            IsTrashed = before.IsTrashed == after.IsTrashed ? null : before.IsTrashed,
            CreatedAt = before.CreatedAt == after.CreatedAt ? null : before.CreatedAt.ToUnixTimeMilliseconds(),
            TagsAdded = added.Count == 0 ? null : added,
            TagsRemoved = removed.Count == 0 ? null : removed,
        };
        return found == new LinkDelta() ? null : found;
    }

    public static LinkDelta Read(string text) => JsonSerializer.Deserialize<LinkDelta>(text, json) ?? new();

    public override string ToString() => JsonSerializer.Serialize(this, json);

    /// <summary>
    /// Whether the change modified the content. A save from an edit form that was opened earlier is then a conflict.
    /// The states unread, starred, archived and trashed are not content.
    /// </summary>
    [JsonIgnore]
    public bool IsContent =>
        Url is not null
        || Title is not null
        || Description is not null
        || Note is not null
        || Folder is not null
        || Keyword is not null
        || IsPublic is not null
        || TagsAdded is not null
        || TagsRemoved is not null;

    /// <summary>
    /// Combines this delta with a later one of the same change. The result has the values from before the first
    /// modification.
    /// </summary>
    public LinkDelta Then(LinkDelta more)
    {
        ArgumentNullException.ThrowIfNull(more);
        if (Added == true) return this;
        var added = Missing([.. TagsAdded ?? [], .. more.TagsAdded ?? []], more.TagsRemoved ?? []);
        var removed = Missing([.. TagsRemoved ?? [], .. more.TagsRemoved ?? []], more.TagsAdded ?? []);
        return new()
        {
            Url = Url ?? more.Url,
            Title = Title ?? more.Title,
            Description = Description ?? more.Description,
            Note = Note ?? more.Note,
            Folder = Folder ?? more.Folder,
            Keyword = Keyword ?? more.Keyword,
            IsPublic = IsPublic ?? more.IsPublic,
            IsUnread = IsUnread ?? more.IsUnread,
            IsStarred = IsStarred ?? more.IsStarred,
            IsArchived = IsArchived ?? more.IsArchived,
            IsTrashed = IsTrashed ?? more.IsTrashed,
            CreatedAt = CreatedAt ?? more.CreatedAt,
            TagsAdded = added.Count == 0 ? null : added,
            TagsRemoved = removed.Count == 0 ? null : removed,
        };
    }

    /// <summary>
    /// Restores the previous values. A text that a <paramref name="later"/> change modified is not restored; states
    /// and tags are always restored.
    /// </summary>
    public Link Undo(Link now, IReadOnlyCollection<LinkDelta> later, DateTimeOffset date)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(later);
        if (Added == true)
            return later.Any(change => change.IsContent) ? now : now with { DeletedAt = now.DeletedAt ?? date };
        return now.WithTags(Missing([.. now.Tags, .. TagsRemoved ?? []], TagsAdded ?? [])) with
        {
            Url = later.Any(change => change.Url is not null) ? now.Url : Url ?? now.Url,
            Title = later.Any(change => change.Title is not null) ? now.Title : Title ?? now.Title,
            Description = later.Any(change => change.Description is not null)
                ? now.Description
                : Description ?? now.Description,
            Note = later.Any(change => change.Note is not null) ? now.Note : Note ?? now.Note,
            Folder = later.Any(change => change.Folder is not null) ? now.Folder : Folder ?? now.Folder,
            Keyword = later.Any(change => change.Keyword is not null) ? now.Keyword : Keyword ?? now.Keyword,
            IsPublic = IsPublic ?? now.IsPublic,
            IsUnread = IsUnread ?? now.IsUnread,
            IsStarred = IsStarred ?? now.IsStarred,
            IsArchived = IsArchived ?? now.IsArchived,
            DeletedAt = IsTrashed switch { true => now.DeletedAt ?? date, false => null, null => now.DeletedAt },
            CreatedAt = CreatedAt is { } created ? DateTimeOffset.FromUnixTimeMilliseconds(created) : now.CreatedAt,
        };
    }

    static List<string> Missing(IReadOnlyList<string> names, IReadOnlyList<string> from)
    {
        if (names.Count == 0) return [];
        var keys = from.Select(TagNames.KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(name => keys.Add(TagNames.KeyOf(name)))];
    }
}
