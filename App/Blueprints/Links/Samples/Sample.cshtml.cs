using App.Blueprints.Accounts;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Samples;

/// <summary>
/// The sample library, a set of example links: GET shows the links, POST adds them to the account, DELETE removes them.
/// </summary>
[Authorize]
public sealed class SampleModel(SampleLibrary sample, TimeProvider clock, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    public bool IsIn { get; private set; }

    public IReadOnlyList<SampleLink> Links { get; private set; } = [];

    public void OnGet()
    {
        IsIn = sample.IsIn(User.AccountId());
        Links = SampleLibrary.Links();
    }

    public IActionResult OnPost()
    {
        flashes.Add(
            texts[
                "links.sample.added",
                (long)sample.Add(User.AccountId(), texts["links.sample.title"], clock.GetUtcNow())
            ]
        );
        return this.SeeOther($"{HttpContext.PageRoot()}/links");
    }

    public IActionResult OnDelete()
    {
        if (sample.Remove(User.AccountId(), clock.GetUtcNow()) is { } change)
        {
            var removed = texts["links.sample.removed", change.LinkCount];
            flashes.Add(change.KeptCount == 0 ? removed : $"{removed} {texts["links.sample.kept", change.KeptCount]}");
        }
        return this.SeeOther($"{HttpContext.PageRoot()}/links");
    }
}
