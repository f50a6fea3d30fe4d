using App.Blueprints.Accounts;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Lists;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Links.Samples;
using App.Blueprints.Search;
using App.Patterns.UrlProcessors;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Links.Home;

/// <summary>
/// The home page. Members see their own links. Visitors see the newest public links, and can create an account or sign
/// in.
/// </summary>
[Cached<PublicLinkCache>]
public sealed class HomeModel(
    PublicLinkCache publicLinks,
    LinkSearchStore searches,
    LinkListStore lists,
    SavedSearchStore saved,
    RediscoveryStore rediscovery,
    SampleLibrary sample,
    TimeProvider clock
) : PageModel
{
    const int Shown = 12;
    const int Remembered = 3;

    public LinkListing? Listing { get; private set; }

    /// <summary>A few links saved on this day in earlier years.</summary>
    public IReadOnlyList<LinkRow> OnThisDay { get; private set; } = [];

    /// <summary>The links viewed last in this browser.</summary>
    public IReadOnlyList<LinkName> Viewed { get; private set; } = [];

    public IReadOnlyList<LinkItem> Newest { get; private set; } = [];

    public async Task OnGetAsync()
    {
        if (User.AccountIdOrNull() is { } accountId)
        {
            Listing = new()
            {
                Page = searches.Find(accountId, new LinkQuery(), 1),
                Query = new LinkQuery(),
                Address = $"{HttpContext.PageRoot()}/links",
                Counts = lists.Counts(accountId),
                Saved = saved.All(accountId),
                IsOwner = true,
                HasSample = sample.IsIn(accountId),
            };
            var today = Rediscovery.OnThisDay.Of(clock.GetUtcNow());
            OnThisDay = lists.Rows(
                accountId,
                rediscovery.OfDay(accountId, today.Days, today.YearBegin, Remembered),
                withNotes: false
            );
            Viewed = rediscovery.Viewed(accountId, HttpContext.ViewedLinks());
            return;
        }
        var sprite = $"{Request.PathBase}/icons/sprite.svg";
        Newest =
        [
            .. (await publicLinks.Newest())
                .Take(Shown)
                .Select(link => new LinkItem(link, HttpContext.PageRoot(), sprite, IsOwner: false)
                {
                    Heading = "h3",
                    Further = null,
                }),
        ];
    }
}
