using App.Blueprints.Links;

namespace App.Blueprints.Feeds;

/// <summary>The content of a feed. All URLs are absolute.</summary>
public sealed record Feed
{
    public required string Title { get; init; }

    /// <summary>The language of the feed's title. The languages of the links are unknown.</summary>
    public required string Language { get; init; }

    /// <summary>The URL of the feed, which is also its id.</summary>
    public required string Address { get; init; }

    /// <summary>The URL of the page that shows the same links.</summary>
    public required string Page { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The prefix of the id of each link in the feed. The id stays the same when the URL of the link changes.
    /// </summary>
    public required string LinkRoot { get; init; }

    public required IReadOnlyList<LinkRow> Links { get; init; }

    public string IdOf(LinkRow link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return FormattableString.Invariant($"{LinkRoot}{link.Id}");
    }

    public static string TitleOf(LinkRow link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return LinkTitle.Of(link.Title, link.Url);
    }
}
