using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Shared;
using App.Patterns.Localization;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Feeds;

/// <summary>
/// Serves the newest public links of all members (<c>/feeds/public.atom</c>) or of one member
/// (<c>/feeds/@name.rss</c>), optionally only those with a tag (<c>?tag=</c>).
/// </summary>
static class FeedPage
{
    [Cached<PublicLinkCache>("tag")]
    public static async Task<IResult> Show(
        string? name,
        string format,
        HttpContext context,
        AccountStore accounts,
        PublicLinkCache publicLinks,
        IStringLocalizer texts
    )
    {
        var state = publicLinks.State(name);
        if (state is null) return Results.NotFound();
        // Uses the spelling of the account's name, because the URL may have other upper-case and lower-case letters.
        var member = name is null ? null : accounts.Find(state.Scope)?.Name;
        var tag = CodePoints.Cut(TagNames.Clean(context.Request.Query["tag"].FirstOrDefault()), LinkLimits.Tag);
        var links = await publicLinks.Newest(name, tag);
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        var query = tag.Length == 0 ? "" : $"?tag={Uri.EscapeDataString(tag)}";
        var title = member is null ? texts["home.public"] : texts["links.member.title", member];
        var feed = new Feed
        {
            Title = tag.Length == 0 ? title : $"{title} · #{tag}",
            Language = context.Language(),
            Address = $"{site}{context.PathOf(FeedLinks.Endpoint, new { name = member, format })}{query}",
            Page = $"{site}{context.PageRoot()}/{(member is null ? "" : $"@{Uri.EscapeDataString(member)}{query}")}",
            UpdatedAt = links.Select(link => link.UpdatedAt ?? link.CreatedAt).DefaultIfEmpty(state.ChangedAt).Max(),
            LinkRoot = $"{site}{context.Request.PathBase}/links/",
            Links = links,
        };
        context.Response.Headers.Append("Vary", "Accept-Language, Cookie");
        FeedWriter writer = format.Equals("rss", StringComparison.OrdinalIgnoreCase)
            ? new RssWriter()
            : new AtomWriter();
        return Results.Bytes(writer.Write(feed), writer.ContentType);
    }
}
