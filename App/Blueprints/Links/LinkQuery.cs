using System.Globalization;
using App.Blueprints.Search;

namespace App.Blueprints.Links;

public enum LinkState { Unread, Starred, Archived, Public }

public enum LinkSort { Relevance, Newest, Oldest, Title, Site }

/// <summary>
/// Which links a list shows, as its address says: <c>q tag site is sort</c>. What is unknown there is ignored.
/// </summary>
public sealed record LinkQuery
{
    /// <summary>Longer search texts are cut; no person types them.</summary>
    public const int MaxText = 2000;

    public string Text { get; init; } = "";

    public string Tag { get; init; } = "";

    public string Site { get; init; } = "";

    /// <summary>Null shows everything but the archive.</summary>
    public LinkState? State { get; init; }

    /// <summary>Null is the best for the query: by relevance when words are looked for, else the newest first.</summary>
    public LinkSort? Sort { get; init; }

    /// <summary>How those are sorted that are equal in that; at most two.</summary>
    public IReadOnlyList<LinkSort> Then { get; init; } = [];

    /// <summary>The order as the address says it, empty when it says nothing.</summary>
    public string SortText => Sort is { } sort ? string.Join(',', Then.Prepend(sort).Select(NameOf)) : "";

    public LinkSort SortOrBest => Sort switch
    {
        null or LinkSort.Relevance => Text.Length > 0 ? LinkSort.Relevance : LinkSort.Newest,
        _ => Sort.Value,
    };

    /// <summary>Whether nothing but the state restricts the list.</summary>
    public bool IsWhole => Text.Length == 0 && Tag.Length == 0 && Site.Length == 0;

    /// <summary>The text, read.</summary>
    public SearchQuery Search => SearchQuery.Parse(Text);

    public static LinkQuery Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = PlainText.Line(query["q"].FirstOrDefault());
        var sorts = Sorts(query["sort"]);
        return new()
        {
            Text = text.Length > MaxText ? text[..MaxText] : text,
            Tag = PlainText.Line(query["tag"].FirstOrDefault()),
            Site = PlainText.Line(query["site"].FirstOrDefault()).ToLowerInvariant(),
            State = Named<LinkState>(query["is"].FirstOrDefault()),
            Sort = sorts.Count > 0 ? sorts[0] : null,
            Then = [.. sorts.Skip(1)],
        };
    }

    /// <summary>The page number that an address asks for: 1 when it is silent, null when it is no number of a page.</summary>
    public static int? PageOf(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var typed = query["page"].FirstOrDefault();
        if (string.IsNullOrWhiteSpace(typed)) return 1;
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : null;
    }

    /// <summary>What the address says, but the page.</summary>
    public IEnumerable<(string Name, string Value)> Parameters
    {
        get
        {
            if (Text.Length > 0) yield return ("q", Text);
            if (Tag.Length > 0) yield return ("tag", Tag);
            if (Site.Length > 0) yield return ("site", Site);
            if (State is { } state) yield return ("is", NameOf(state));
            if (SortText.Length > 0) yield return ("sort", SortText);
        }
    }

    /// <summary>The query part of the address, with <c>?</c>, empty when it would say nothing.</summary>
    public string ToAddress(long page = 1)
    {
        var parts = Parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}").ToList();
        if (page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    public static string NameOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // "site,title" and "sort=site&sort=title" say the same; a second order by the same thing says nothing, and by rank nothing is equal.
    static List<LinkSort> Sorts(IEnumerable<string?> typed)
    {
        List<LinkSort> sorts = [];
        foreach (var name in typed.OfType<string>().SelectMany(name => name.Split(',')))
            if (Named<LinkSort>(name) is { } sort && sorts.Count < 3 && !sorts.Exists(other => IsSame(other, sort)) && (sorts.Count == 0 || sort != LinkSort.Relevance)) sorts.Add(sort);
        return sorts;
    }

    static bool IsSame(LinkSort one, LinkSort other) =>
        one == other || (one is LinkSort.Newest or LinkSort.Oldest && other is LinkSort.Newest or LinkSort.Oldest);

    static T? Named<T>(string? name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(NameOf(value), name?.Trim(), StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }
}
