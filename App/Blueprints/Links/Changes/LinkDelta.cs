using System.Text.Encodings.Web;
using System.Text.Json;

namespace App.Blueprints.Links.Changes;

/// <summary>The fields of one link that a change modified, with the values before the change. Stored as JSON.</summary>
public sealed class LinkDelta
{
    static readonly JsonSerializerOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The JSON that is stored for a link that the change added. Before the change there was nothing, so the JSON has
    /// no previous values.
    /// </summary>
    internal const string Nothing = """{"added":true}""";

    /// <summary>Whether the change added the link.</summary>
    public bool Added { get; init; }

    /// <summary>The previous values of the modified fields.</summary>
    public IReadOnlyDictionary<LinkField, object> Values { get; init; } = new Dictionary<LinkField, object>();

    /// <summary>
    /// Whether the link was in the trash before the change; null when the change neither trashed nor restored it.
    /// </summary>
    public bool? IsTrashed { get; init; }

    /// <summary>Tags that the change added to the link.</summary>
    public IReadOnlyList<string> TagsAdded { get; init; } = [];

    /// <summary>Tags that the change removed from the link.</summary>
    public IReadOnlyList<string> TagsRemoved { get; init; } = [];

    /// <summary>
    /// Whether the change modified the content: the URL, a text, the tags or whether the link is public. Saving an edit
    /// form that was opened before such a change is a conflict. Unread, starred, archived and trashed are not content.
    /// </summary>
    public bool IsContent =>
        TagsAdded.Count > 0 || TagsRemoved.Count > 0 || Values.Keys.Any(modified => modified.IsContent);

    /// <summary>Whether the change modified the field.</summary>
    public bool Has(LinkField field) => Values.ContainsKey(field);

    /// <summary>
    /// Computes which fields differ between a link before and after a change; null when none differs.
    /// </summary>
    public static LinkDelta? Of(Link before, Link after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<LinkField, object> values = [];
        foreach (var field in LinkSchema.All)
            if (field.Get(before) is var value && !value.Equals(field.Get(after))) values.Add(field, value);
        var found = new LinkDelta
        {
            Values = values,
            IsTrashed = before.IsTrashed == after.IsTrashed ? null : before.IsTrashed,
            TagsAdded = Missing(after.Tags, before.Tags),
            TagsRemoved = Missing(before.Tags, after.Tags),
        };
        var isEmpty = values.Count + found.TagsAdded.Count + found.TagsRemoved.Count == 0 && found.IsTrashed is null;
        return isEmpty ? null : found;
    }

    public static LinkDelta Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        Dictionary<LinkField, object> values = [];
        foreach (var field in LinkSchema.All)
            if (root.TryGetProperty(field.Name, out var value)) values.Add(field, Value(value));
        return new()
        {
            Added = Flag("added") == true,
            Values = values,
            IsTrashed = Flag("isTrashed"),
            TagsAdded = Names("tagsAdded"),
            TagsRemoved = Names("tagsRemoved"),
        };

        bool? Flag(string name) => root.TryGetProperty(name, out var value) ? value.GetBoolean() : null;

        List<string> Names(string name) =>
            root.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(tag => tag.GetString()!)] : [];
    }

    public override string ToString()
    {
        var stored = Values.ToDictionary(value => value.Key.Name, value => value.Value);
        if (Added) stored.Add("added", true);
        if (IsTrashed is { } wasTrashed) stored.Add("isTrashed", wasTrashed);
        if (TagsAdded.Count > 0) stored.Add("tagsAdded", TagsAdded);
        if (TagsRemoved.Count > 0) stored.Add("tagsRemoved", TagsRemoved);
        return JsonSerializer.Serialize(stored, json);
    }

    /// <summary>
    /// Combines this delta of a link with a later delta that the same change recorded for the link. Each field of the
    /// result has the value from before the first modification.
    /// </summary>
    public LinkDelta Then(LinkDelta more)
    {
        ArgumentNullException.ThrowIfNull(more);
        if (Added) return this;
        Dictionary<LinkField, object> values = new(more.Values);
        foreach (var (field, value) in Values) values[field] = value;
        return new()
        {
            Values = values,
            IsTrashed = IsTrashed ?? more.IsTrashed,
            TagsAdded = Missing([.. TagsAdded, .. more.TagsAdded], more.TagsRemoved),
            TagsRemoved = Missing([.. TagsRemoved, .. more.TagsRemoved], more.TagsAdded),
        };
    }

    /// <summary>
    /// Returns the link <paramref name="now"/> with the values from before the change. A text that one of the
    /// <paramref name="later"/> changes modified is not restored; states and tags always are. If the change added the
    /// link, moves the link to the trash, unless its content was changed later.
    /// </summary>
    public Link Undo(Link now, IReadOnlyCollection<LinkDelta> later, DateTimeOffset date)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(later);
        if (Added)
            return later.Any(change => change.IsContent) ? now : now with { DeletedAt = now.DeletedAt ?? date };
        var link = now.WithTags(Missing([.. now.Tags, .. TagsRemoved], TagsAdded)) with
        {
            DeletedAt = IsTrashed switch { true => now.DeletedAt ?? date, false => null, null => now.DeletedAt },
        };
        foreach (var (field, value) in Values)
            if (!field.IsText || !later.Any(change => change.Has(field))) link = field.Set(link, value);
        return link;
    }

    static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64(),
        _ => value.GetBoolean(),
    };

    static List<string> Missing(IReadOnlyList<string> names, IReadOnlyList<string> from)
    {
        if (names.Count == 0) return [];
        var keys = from.Select(TagNames.KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(name => keys.Add(TagNames.KeyOf(name)))];
    }
}
