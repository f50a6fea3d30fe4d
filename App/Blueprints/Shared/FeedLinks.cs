using App.Patterns.ViewDecorators;

namespace App.Blueprints.Shared;

/// <summary>The title of a page's feeds and the URLs of the Atom and the RSS version.</summary>
public sealed record FeedLinks(string Title, string Atom, string Rss)
{
    /// <summary>
    /// Endpoint name of the feeds. With the route value <c>name</c>, a feed contains the public links of that member;
    /// otherwise the public links of all members.
    /// </summary>
    public const string Endpoint = "feeds.links";

    /// <summary>Creates the URLs of the Atom and RSS feeds; null if the application has no routes for feeds.</summary>
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
