using App.Patterns.Http;
using App.Patterns.QueryStrings;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Builds the URLs behind the tags and sites in the rows of a list. Such a URL is that of the list with the tag or site
/// as one more filter. The common beginning of the URLs is computed once for all rows.
/// </summary>
/// <param name="list">The URL of the list, without a query.</param>
/// <param name="query">The current filters of the list.</param>
public sealed class RefinementUrls(string list, LinkQuery query)
{
    readonly string here = list + query.ToQueryString();
    readonly string tag = AppendPrefix(list, query, Refinement.Tag);
    readonly string site = AppendPrefix(list, query with { Site = "" }, Refinement.Site);
    readonly string ownSite = query.Site;
    readonly HashSet<string> tags = [.. query.Tags.Select(TagNames.KeyOf)];

    /// <summary>
    /// Creates the URLs for a row that is rendered alone, for example after an edit. Keeps the filters of the list that
    /// shows the row, which are in the htmx request header <c>HX-Current-URL</c>.
    /// </summary>
    public static RefinementUrls Around(HttpContext context, string list)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = LocalPath.FromSameHost(context.Request, context.Request.Headers["HX-Current-URL"])?.Split('?', 2);
        return new(
            list,
            at is [var path, var query] && path == list ? LinkQuery.Of(OrderedQuery.Parse(query)) : new LinkQuery()
        );
    }

    public bool HasTag(string name) => tags.Count > 0 && tags.Contains(TagNames.KeyOf(name));

    public string OfTag(string name) =>
        HasTag(name) || tags.Count >= LinkQuery.MaxTags ? here : tag + Uri.EscapeDataString(name);

    public string OfSite(string name) => name == ownSite ? here : site + Uri.EscapeDataString(name);

    static string AppendPrefix(string list, LinkQuery query, string name) =>
        query.ToQueryString() is { Length: > 0 } steps ? $"{list}{steps}&{name}=" : $"{list}?{name}=";
}
