using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Lists;
using App.Blueprints.Shared;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Tags;

/// <summary>
/// Lists the tags and how many links have each. PUT merges the selected tags into one. DELETE removes the selected tags
/// from every link; with the form field <c>unused</c> it deletes the tags that no link has.
/// </summary>
[Authorize]
public sealed class TagsModel(TagStore tags, ChangeStarter changes, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    public const int PageSize = 500;

    /// <summary>Search text: the page lists only the tags whose names contain it.</summary>
    public string Containing => this.ReadSearchText();

    [FromQuery(Name = "unused")]
    public bool OnlyUnused { get; set; }

    /// <summary>The sort order: <c>count</c> sorts the most used tags first. The default is by name.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    public bool ByCount => Sort == "count";

    public PageOf<Tag> Tags { get; private set; } = null!;

    public string? Error { get; private set; }

    public IReadOnlyList<long> Chosen { get; private set; } = [];

    public string Name { get; private set; } = "";

    public IActionResult OnGet() => Show(StatusCodes.Status200OK);

    public IActionResult OnPut([FromForm(Name = "id")] List<long> ids, [FromForm(Name = "name")] string? name)
    {
        var into = TagNames.Clean(name);
        var chosen = tags.Find(User.AccountId(), ids);
        if (chosen.Count == 0)
            return Refuse(texts["tidying.tags.none_chosen"], ids, into);
        if (TagNames.KeyOf(into).Length == 0)
            return Refuse(texts["tidying.tags.no_name"], ids, into);
        if (!LinkLimits.Allow([into]))
            return Refuse(texts["links.tags.limits", LinkLimits.Tags, LinkLimits.Tag], ids, into);
        return this.Changed(changes.Retag(User.AccountId(), chosen, into), flashes, texts);
    }

    public IActionResult OnDelete([FromForm(Name = "id")] List<long> ids, [FromForm(Name = "unused")] bool unused)
    {
        if (unused)
        {
            if (!this.IsConfirmed())
                return this.RequireConfirmation(
                    TagConfirmations.OfUnused(texts) with { Url = ListAddress, Cancel = ListAddress });
            flashes.Add(texts["tidying.tags.forgotten", (long)tags.ForgetUnused(User.AccountId())]);
            return this.SeeOther($"{HttpContext.PageRoot()}/tags");
        }
        var chosen = tags.Find(User.AccountId(), ids);
        if (chosen.Count == 0) return Refuse(texts["tidying.tags.none_chosen"], ids, "");
        if (!this.IsConfirmed())
            return this.RequireConfirmation(
                TagConfirmations.Of(chosen, texts) with { Url = ListAddress, Cancel = ListAddress });
        return this.Changed(changes.Retag(User.AccountId(), chosen, into: null), flashes, texts);
    }

    string ListAddress => $"{HttpContext.PageRoot()}/tags";

    public string AddressOf(long page) => AddressOf(Sort, OnlyUnused, page);

    public string AddressOf(string? sort, bool unused, long page = 1)
    {
        List<string> parts = [];
        if (Containing.Length > 0) parts.Add($"q={Uri.EscapeDataString(Containing)}");
        if (sort == "count") parts.Add("sort=count");
        if (unused) parts.Add("unused=true");
        if (page > 1) parts.Add($"page={page}");
        return $"{HttpContext.PageRoot()}/tags{(parts.Count == 0 ? "" : "?")}{string.Join('&', parts)}";
    }

    IActionResult Refuse(string error, IReadOnlyList<long> chosen, string name)
    {
        (Error, Chosen, Name) = (error, chosen, name);
        return Show(StatusCodes.Status422UnprocessableEntity);
    }

    IActionResult Show(int status)
    {
        if (LinkQuery.PageOf(Request.Query) is not { } number) return NotFound();
        Tags = tags.Page(User.AccountId(), Containing, OnlyUnused, ByCount, number, PageSize);
        return Tags.Exists ? this.PageOrPartial("_TagList", this, status) : NotFound();
    }
}
