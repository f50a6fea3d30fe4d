using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Patterns.Ajax;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Blueprints.Links;

/// <summary>
/// JSON endpoints that the script of the link form calls. They correspond to the Flask documentation: AJAX with jQuery,
/// JSON View Functions.
/// </summary>
static class LinksApi
{
    const int MaxSuggestions = 50;

    /// <summary>
    /// Returns the tags whose names begin with the query parameter <c>q</c>, most used first, at most <c>limit</c>.
    /// </summary>
    public static JsonHttpResult<IEnumerable<SuggestedTag>> Suggest(HttpContext context, TagStore tags)
    {
        var query = context.Request.Query;
        var limit = Math.Clamp(query.Get("limit", 8), 1, MaxSuggestions);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            tags.Suggest(context.User.AccountId(), CodePoints.Cut(query.Text("q"), LinkLimits.Tag), limit)
                .Select(tag => new SuggestedTag(tag.Name, tag.LinkCount))
        );
    }

    /// <summary>
    /// Returns the account's link that has the same URL key as the URL in the query parameter <c>url</c>; null when
    /// there is none.
    /// </summary>
    public static JsonHttpResult<SameLink> Exists(HttpContext context, LinkStore links)
    {
        context.Response.Headers.CacheControl = "no-store";
        var link = LinkUrl.Parse(context.Request.Query.Text("url")) is { } url
            ? links.FindSame(context.User.AccountId(), url)
            : null;
        return TypedResults.Json(
            new SameLink(
                link is not null,
                link is null
                    ? null
                    : new(
                        link.Id,
                        LinkTitle.Of(link.Title, link.Url),
                        link.Url,
                        $"{context.PageRoot()}/links/{link.Id}",
                        link.CreatedAt.ToString("d MMM yyyy", CultureInfo.CurrentCulture)
                    )
            )
        );
    }
}

sealed record SuggestedTag(string Name, long Count);

sealed record SameLink(bool Exists, SavedLink? Link);

sealed record SavedLink(long Id, string Title, string Url, string Page, string Saved);
