using System.Text.Json.Serialization;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;

namespace App.Blueprints.Links.PublicPages;

/// <summary>
/// A member's public links, rendered as a page, as a part of the page for an htmx request, or as JSON.
/// </summary>
public sealed record MemberLinks(string Name, [property: JsonIgnore] LinkListing Listing)
{
    public long Total => Listing.Page.Total;

    public int Page => Listing.Page.Number;

    public long Pages => Listing.Page.Pages;

    public IEnumerable<PublicLink> Links =>
        Listing.Page.Items.Select(link => new PublicLink(
            link.Url,
            link.Title,
            link.Description,
            link.Tags,
            link.CreatedAt
        ));
}

public sealed record PublicLink(
    string Url,
    string Title,
    string Description,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt
);

static class MemberPage
{
    const string Name = "Links.PublicPages.Member";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("/{lang:lang}/@{name}", Name);
        routes.Attach(Name, Show).Templated();
    }

    [Cached<PublicLinkCache>("q", "tag", "site", "sort", "page", QueryOrderMatters = true)]
    static async Task<object> Show(string name, HttpContext context, AccountStore accounts, PublicLinkCache links)
    {
        var request = context.Request;
        if (
            links.State(name) is not { } state
            || accounts.Find(state.Scope) is not { } account
            || LinkQuery.PageOf(request.Query) is not { } number
        )
            return Results.NotFound();
        var address = $"{context.PageRoot()}/@{Uri.EscapeDataString(account.Name)}";
        if (account.Name != name)
            return Results.LocalRedirect(address + request.QueryString, permanent: true, preserveMethod: true);
        var query = LinkQuery.Of(request.Query) with { State = null };
        var page = await links.Find(state, query, number);
        if (!page.Exists) return Results.NotFound();
        var listing = new LinkListing { Page = page, Query = query, Address = address };
        context.CorrectAddress(listing);
        return new MemberLinks(account.Name, listing);
    }
}
