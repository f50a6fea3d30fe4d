using System.Globalization;
using System.Text.Json;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Packaging;

namespace App.Blueprints.Links.Samples;

/// <summary>A link of the sample library, as stored in its JSON file.</summary>
public sealed record SampleLink
{
    public required string Url { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateOnly Saved { get; init; }

    public bool Starred { get; init; }

    public bool Unread { get; init; }
}

/// <summary>
/// Adds and removes sample links for people who try out the site. The links are pages about the standards and the
/// history of the web. They are added as one recorded change; undoing this change removes them. Call the methods inside
/// a transaction.
/// </summary>
public sealed class SampleLibrary(
    SampleStore samples,
    LinkImportStore imports,
    LinkChangeStore changes,
    PendingLinkStore targets,
    ChangeRunner changer
)
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>The sample links, oldest first.</summary>
    public static IReadOnlyList<SampleLink> Links()
    {
        using var file = new PackagedFiles(typeof(SampleLibrary).Assembly).Open("links/sample-library.json");
        return JsonSerializer.Deserialize<IReadOnlyList<SampleLink>>(file, json)!;
    }

    /// <summary>Whether the account's links include a link of the sample.</summary>
    public bool IsIn(long accountId) => samples.Change(accountId) is not null;

    /// <summary>
    /// Adds the sample and returns the number of new links; 0 when the library already contains it. Fills the empty
    /// fields of existing links.
    /// </summary>
    public int Add(long accountId, string label, DateTimeOffset now, bool isPublic = false)
    {
        if (IsIn(accountId)) return 0;
        var change = changes.Begin(accountId, LinkChangeKind.Sample, now, label);
        var added = imports.Import(
            accountId, change, [.. Links().Select(link => Row(link) with { IsPublic = isPublic })], now)
            .Count(link => link.IsNew);
        changes.Finish(change, now);
        changes.Forget(change);
        return added;
    }

    /// <summary>
    /// Undoes the change that added the sample and returns the undo; null when no link of the sample is left. Links
    /// that were edited since are kept.
    /// </summary>
    public LinkChange? Remove(long accountId, DateTimeOffset now)
    {
        if (
            samples.Change(accountId) is not { } sample
            || changes.Find(accountId, sample) is not { } change
            || changes.BeginUndo(change, now) is not { } id
        )
            return null;
        targets.AddChanged(id, sample);
        while (changer.Step(changes.Find(accountId, id)!, now) > 0) { }
        return changes.Find(accountId, id);
    }

    static LinkImport Row(SampleLink link) =>
        new()
        {
            Url = LinkUrl.Parse(link.Url)
                ?? throw new FormatException(
                    string.Create(CultureInfo.InvariantCulture, $"The sample contains an invalid URL: {link.Url}")
                ),
            Title = link.Title,
            Description = link.Description,
            Tags = link.Tags,
            IsStarred = link.Starred,
            IsUnread = link.Unread,
            CreatedAt = new(link.Saved, TimeOnly.MinValue, TimeSpan.Zero),
        };
}
