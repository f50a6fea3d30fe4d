using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Blueprints.Links.Changes;

/// <summary>An edit to apply to many links. A null property leaves that state of the links unchanged.</summary>
public sealed record LinkEdit
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public IReadOnlyList<string> AddTags { get; init; } = [];

    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>
    /// Whether the edit changes tags of the whole account, for example renames a tag. Then removed tags that no link
    /// has any more are deleted, and added tags are created even when no link gets them.
    /// </summary>
    public bool IsRetagging { get; init; }

    public bool? IsPublic { get; init; }

    public bool? IsUnread { get; init; }

    public bool? IsStarred { get; init; }

    public bool? IsArchived { get; init; }

    public bool? IsTrashed { get; init; }

    public static LinkEdit Read(string text) => JsonSerializer.Deserialize<LinkEdit>(text, json) ?? new();

    public override string ToString() => JsonSerializer.Serialize(this, json);

    /// <summary>
    /// Applies the edit to a link. Tags beyond the limit of <see cref="LinkLimits.Tags"/> for one link are not added.
    /// </summary>
    public Link Apply(Link link, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(link);
        var removed = RemoveTags.Select(TagNames.KeyOf).ToHashSet(StringComparer.Ordinal);
        var tags = TagNames.Distinct([.. link.Tags.Where(tag => !removed.Contains(TagNames.KeyOf(tag))), .. AddTags]);
        return link.WithTags(tags.Take(Math.Max(LinkLimits.Tags, link.Tags.Count))) with
        {
            IsPublic = IsPublic ?? link.IsPublic,
            IsUnread = IsUnread ?? link.IsUnread,
            IsStarred = IsStarred ?? link.IsStarred,
            IsArchived = IsArchived ?? link.IsArchived,
            DeletedAt = IsTrashed switch { true => link.DeletedAt ?? now, false => null, null => link.DeletedAt },
        };
    }
}
