using App.Patterns.ViewDecorators;

namespace App.Blueprints.Shared;

/// <summary>The URLs of a page's feeds.</summary>
public sealed record FeedLinks(string Title, string Atom, string Rss)
{
    /// <summary>The endpoint of the feeds: all public links, or with a <c>name</c> those of one member.</summary>
    public const string Endpoint = "feeds.links";

    /// <summary>Creates the URLs of the Atom and RSS feeds; null in an application without feeds.</summary>
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
