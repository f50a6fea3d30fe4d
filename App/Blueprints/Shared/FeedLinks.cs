using App.Patterns.ViewDecorators;

namespace App.Blueprints.Shared;

/// <summary>Where the feeds of a page are.</summary>
public sealed record FeedLinks(string Title, string Atom, string Rss)
{
    /// <summary>
    /// The endpoint that answers feeds: of everybody's public links, or with a <c>name</c> of a member's.
    /// </summary>
    public const string Endpoint = "feeds.links";

    /// <summary>Null in an application that has none.</summary>
    public static FeedLinks? Of(HttpContext context, string title, string? name = null, string tag = "")
    {
        var query = tag.Length == 0 ? "" : $"?tag={Uri.EscapeDataString(tag)}";
        return
            context.PathOf(Endpoint, new { name, format = "atom" }) is { } atom
            && context.PathOf(Endpoint, new { name, format = "rss" }) is { } rss
            ? new(title, atom + query, rss + query)
            : null;
    }
}
