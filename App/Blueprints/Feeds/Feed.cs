using App.Blueprints.Links;

namespace App.Blueprints.Feeds;

/// <summary>A list of links as a feed tells it; all addresses are absolute.</summary>
public sealed record Feed
{
    public required string Title { get; init; }

    /// <summary>The language of its title; that of the links is not known.</summary>
    public required string Language { get; init; }

    /// <summary>Where the feed is, which is also what it is known by.</summary>
    public required string Address { get; init; }

    /// <summary>The page that shows the same.</summary>
    public required string Page { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Before the number of a link it makes what the link is known by, whatever its address becomes.</summary>
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
