namespace App.Blueprints.Links.Lists;

/// <summary>
/// The sort order of a list. In URLs its name is that of the field, with a leading dash for descending order.
/// </summary>
public enum LinkSort { Relevance, Newest, Oldest, Title, Site, TitleFromEnd, SiteFromEnd }

public static class LinkSorts
{
    /// <summary>Maximum number of sort orders of a list. Further sort orders are ignored.</summary>
    public const int MaxCount = 3;

    /// <summary>The name in URLs and SQL statements.</summary>
    public static string Name(this LinkSort sort) => sort switch
    {
        LinkSort.Newest => "-date",
        LinkSort.Oldest => "date",
        LinkSort.Title => "title",
        LinkSort.TitleFromEnd => "-title",
        LinkSort.Site => "site",
        LinkSort.SiteFromEnd => "-site",
        _ => "relevance",
    };

    /// <summary>Parses a name; <c>newest</c> and <c>oldest</c> are accepted too. Null for any other text.</summary>
    public static LinkSort? Named(string? name)
    {
        var typed = name?.Trim().ToLowerInvariant();
        if (typed is "newest" or "oldest") return typed == "newest" ? LinkSort.Newest : LinkSort.Oldest;
        foreach (var sort in Enum.GetValues<LinkSort>())
            if (sort.Name() == typed) return sort;
        return null;
    }

    /// <summary>
    /// Whether <paramref name="sort"/> has an effect after the sort orders <paramref name="before"/>. Sorting by the
    /// same field again, in either direction, has none. Relevance has an effect only as the first order.
    /// </summary>
    public static bool Follows(this LinkSort sort, IReadOnlyCollection<LinkSort> before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before.Count < MaxCount
            && (sort != LinkSort.Relevance || before.Count == 0)
            && !before.Any(other => other.Name().TrimStart('-') == sort.Name().TrimStart('-'));
    }
}
