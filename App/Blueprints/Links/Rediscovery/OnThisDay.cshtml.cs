using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Patterns.Ajax;
using App.Patterns.Http;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>Links saved on this day in earlier years, grouped by year.</summary>
[Authorize]
public sealed class OnThisDayModel(RediscoveryStore rediscovery, LinkListStore lists, TimeProvider clock) : PageModel
{
    public DateOnly Date { get; private set; }

    public PageOf<LinkRow> Links { get; private set; } = null!;

    public string Address => AddressIn(HttpContext);

    /// <summary>
    /// Whether an htmx request was sent from this page. Its rows have no checkboxes, because the page has no bulk
    /// actions.
    /// </summary>
    internal static bool IsShownIn(HttpContext context) =>
        LocalPath.FromSameHost(context.Request, context.Request.Headers["HX-Current-URL"])?.Split('?')[0]
        == AddressIn(context);

    static string AddressIn(HttpContext context) => $"{context.PageRoot()}/links/on-this-day";

    public IEnumerable<IGrouping<int, LinkItem>> Years =>
        Links
            .Items.Select(link => new LinkItem(
                link,
                HttpContext.PageRoot(),
                $"{Request.PathBase}/icons/sprite.svg",
                IsOwner: true
            )
            {
                Heading = "h3",
                IsSelectable = false,
            })
            .GroupBy(item => item.Link.CreatedAt.UtcDateTime.Year);

    public IActionResult OnGet()
    {
        if (
            LinkQuery.PageOf(Request.Query) is not { } number
            || number > RediscoveryStore.MaxOfDay / OnThisDay.PageSize
        )
            return NotFound();
        var account = User.AccountId();
        var today = OnThisDay.Of(clock.GetUtcNow());
        var ids = rediscovery.OfDay(
            account,
            today.Days,
            today.YearBegin,
            OnThisDay.PageSize,
            (number - 1) * OnThisDay.PageSize
        );
        Date = today.Date;
        Links = new(
            lists.Rows(account, ids, withNotes: false),
            number,
            OnThisDay.PageSize,
            rediscovery.CountOfDay(account, today.Days, today.YearBegin)
        );
        return Links.Exists ? this.PageOrPartial("_OnThisDay") : NotFound();
    }
}
