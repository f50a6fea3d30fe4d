using App.Patterns.Http;
using App.Patterns.QueryStrings;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Where the tags and sites of the rows of a list lead: one step further on its trail. Most of an address is written
/// once for all rows.
/// </summary>
/// <param name="list">The address of the list, without a query.</param>
/// <param name="query">Its trail.</param>
public sealed class RefinementUrls(string list, LinkQuery query)
{
    readonly string here = list + query.ToAddress();
    readonly string tag = AppendPrefix(list, query, Refinement.Tag);
    readonly string site = AppendPrefix(list, query with { Site = "" }, Refinement.Site);
    readonly string ownSite = query.Site;
    readonly HashSet<string> tags = [.. query.Tags.Select(TagNames.KeyOf)];

    /// <summary>That of the list which an answer to htmx goes into, for a row that is drawn alone.</summary>
    public static RefinementUrls Around(HttpContext context, string list)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = LocalPath.OfHere(context.Request, context.Request.Headers["HX-Current-URL"])?.Split('?', 2);
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
        query.ToAddress() is { Length: > 0 } steps ? $"{list}{steps}&{name}=" : $"{list}?{name}=";
}
