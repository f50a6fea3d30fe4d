namespace App.Blueprints.Links.Lists;

/// <summary>
/// How a list is sorted; in an address by the name of what is compared, with a dash before it from the end.
/// </summary>
public enum LinkSort { Relevance, Newest, Oldest, Title, Site, TitleFromEnd, SiteFromEnd }

public static class LinkSorts
{
    /// <summary>More say nothing: behind three, nothing is equal any more.</summary>
    public const int MaxCount = 3;

    /// <summary>In addresses and statements.</summary>
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

    /// <summary>Null for anything else than a name; <c>newest</c> and <c>oldest</c> are names as well.</summary>
    public static LinkSort? Named(string? name)
    {
        var typed = name?.Trim().ToLowerInvariant();
        if (typed is "newest" or "oldest") return typed == "newest" ? LinkSort.Newest : LinkSort.Oldest;
        foreach (var sort in Enum.GetValues<LinkSort>())
            if (sort.Name() == typed) return sort;
        return null;
    }

    /// <summary>
    /// Whether <paramref name="sort"/> changes anything behind <paramref name="before"/>: not the same again in either
    /// direction, and by rank only first, since by rank nothing is equal.
    /// </summary>
    public static bool Follows(this LinkSort sort, IReadOnlyCollection<LinkSort> before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before.Count < MaxCount
            && (sort != LinkSort.Relevance || before.Count == 0)
            && !before.Any(other => other.Name().TrimStart('-') == sort.Name().TrimStart('-'));
    }
}
