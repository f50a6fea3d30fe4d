using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Tests.Benchmarks;

/// <summary>
/// Adds an endpoint to the application for comparison: a list of links with hand-written HTML instead of Razor, behind
/// the same middleware.
/// </summary>
sealed class LibraryByHand(AppSettings settings) : LibraryApp(settings)
{
    protected override void ConfigurePipeline(WebApplication app)
    {
        base.ConfigurePipeline(app);
        app.MapGet("/by-hand", List).RequireAuthorization();
    }

    static ContentHttpResult List(HttpContext context, LinkSearchStore searches, LinkListStore lists)
    {
        var owner = context.User.AccountId();
        var page = searches.Find(owner, LinkQuery.Of(context.Request.Query), 1);
        var counts = lists.Counts(owner);
        var html = new StringBuilder(64 * 1024);
        html.Append(
            CultureInfo.InvariantCulture,
            $"<!DOCTYPE html><html lang=\"en\"><title>Links</title><h1>Links</h1><p>{page.Total} of "
                + $"{counts.Active} links</p>"
        );
        foreach (var link in page.Items)
            Write(html, link);
        return TypedResults.Content(html.Append("</html>").ToString(), "text/html; charset=utf-8");
    }

    // Writes the same markup that _Link.cshtml renders for the owner of a link.
    static void Write(StringBuilder html, LinkRow link)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"/en/links/{link.Id}");
        var (url, site, title) = (
            Encoded(link.Url),
            Encoded(link.Site),
            Encoded(link.Title.Length > 0 ? link.Title : link.Url)
        );
        html.Append(
            CultureInfo.CurrentCulture,
            $"""
            <article class="link" id="link-{link.Id}" data-link-id="{link.Id}">
              <label class="pick"><input type="checkbox" id="pick-{link.Id}" name="id" value="{link.Id}"
                form="bulk" data-key="x" aria-label="Select" aria-labelledby="pick-{link.Id} open-{link.Id}"></label>
              <span class="tile" aria-hidden="true">{Encoded(StringInfo.GetNextTextElement(link.Site))}</span>
              <h2 dir="auto"><a id="open-{link.Id}" href="{url}" rel="noreferrer">{title}</a></h2>
              <p class="meta"><a href="/en/links?site={Uri.EscapeDataString(link.Site)}" dir="ltr">{site}</a>
                <time datetime="{link.CreatedAt:O}">{link.CreatedAt:d MMM yyyy}</time>
                {(link.IsUnread ? "<span class=\"badge unread\">unread</span>" : "")}{(
                link.IsPublic ? "<span class=\"badge public\">public</span>" : ""
            )}
              </p>
              <div class="actions">
                <button class="icon-button star" id="star-{link.Id}" data-key="s" form="actions"
                  formaction="{address}/star" name="_method" value="{(
                link.IsStarred ? "DELETE" : "PUT"
            )}" hx-{(
                link.IsStarred ? "delete" : "put"
            )}="{address}/star" hx-target="#link-{link.Id}" hx-swap="outerMorph" aria-pressed="{(
                link.IsStarred ? "true" : "false"
            )}" aria-label="Star"><svg class="icon"
              aria-hidden="true"><use href="/icons/sprite.svg#star"/></svg></button>
                <a class="button icon-button" id="edit-{link.Id}" data-key="e"
                  href="{address}/edit" hx-get="{address}/edit" hx-target="#link-{link.Id}"
                  hx-swap="outerHTML" aria-label="Edit"><svg class="icon"
                  aria-hidden="true"><use href="/icons/sprite.svg#edit"/></svg></a>
                <details class="menu" id="menu-{link.Id}"><summary aria-label="More"><svg class="icon"
                  aria-hidden="true"><use href="/icons/sprite.svg#more"/></svg></summary><div>
                  <ul><li><a href="{address}"><svg class="icon"
                    aria-hidden="true"><use href="/icons/sprite.svg#info"/></svg>Details</a></li>
                    <li><button type="button" data-copy><svg class="icon" aria-hidden="true"><use
                      href="/icons/sprite.svg#copy"/></svg><span>Copy URL</span></button></li>
                    <li><button type="button" data-share><svg class="icon"
                      aria-hidden="true"><use href="/icons/sprite.svg#share"/></svg>Share</button></li></ul>
                  <button form="actions" formaction="{address}/unread" name="_method" value="{(
                link.IsUnread ? "DELETE" : "PUT"
            )}" hx-{(
                link.IsUnread ? "delete" : "put"
            )}="{address}/unread" hx-target="#link-{link.Id}" hx-swap="outerMorph"><svg class="icon"
              aria-hidden="true"><use href="/icons/sprite.svg#book"/></svg>{(
                link.IsUnread ? "Mark as read" : "Mark as unread"
            )}</button>
                  <button form="actions" formaction="{address}/archived" name="_method" value="{(
                link.IsArchived ? "DELETE" : "PUT"
            )}" hx-{(
                link.IsArchived ? "delete" : "put"
            )}="{address}/archived" hx-target="#link-{link.Id}" hx-swap="delete"><svg class="icon"
              aria-hidden="true"><use href="/icons/sprite.svg#archive"/></svg>{(
                link.IsArchived ? "Unarchive" : "Archive"
            )}</button>
                  <button class="danger" data-key="#" form="actions"
                    formaction="{address}" name="_method" value="DELETE" hx-delete="{address}"
                    hx-target="#link-{link.Id}" hx-swap="delete"><svg class="icon"
                    aria-hidden="true"><use href="/icons/sprite.svg#trash"/></svg>Move to the trash</button>
                </div></details>
              </div>
              <p class="description" dir="auto">{Encoded(
                link.Description.Length > 400 ? link.Description[..399] + "…" : link.Description
            )}</p>
              <ul class="tags">
            """
        );
        foreach (var tag in link.Tags)
            html.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"/en/links?tag={Uri.EscapeDataString(tag)}\" dir=\"auto\">{Encoded(tag)}</a></li>"
            );
        html.Append("</ul></article>");
    }

    static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
