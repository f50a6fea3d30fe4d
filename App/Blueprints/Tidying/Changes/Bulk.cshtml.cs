using App.Blueprints.Accounts;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Lists;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Http;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Changes;

/// <summary>
/// Edits many links. Every list of links posts its form to this page. The field <c>id</c> contains the ids of the
/// selected links. If the field <c>all</c> is set, the page edits every link that matches the search fields <c>q</c>,
/// <c>tag</c>, <c>site</c> and <c>is</c>. Shows the form again if input is missing.
/// </summary>
[Authorize]
public sealed class BulkModel(
    ChangeStarter changes,
    PendingLinkStore targets,
    LinkSearchStore searches,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel, IValidatesFields
{
    [BindProperty(Name = "id")]
    public List<long> Ids { get; set; } = [];

    [BindProperty(Name = "all")]
    public bool All { get; set; }

    [BindProperty(Name = "action")]
    public string? Action { get; set; }

    [BindProperty(Name = "tags")]
    public string Tags { get; set => field = value ?? ""; } = "";

    [BindProperty(Name = "back")]
    public string? Back { get; set; }

    /// <summary>The search whose results are edited if <see cref="All"/> is set.</summary>
    public LinkQuery Query { get; private set; } = new();

    /// <summary>Number of links to edit.</summary>
    public long Count => All ? searches.Find(User.AccountId(), Query, 1).Total : Ids.Count;

    public string ListAddress => LocalPath.Of(Back) ?? $"{HttpContext.PageRoot()}/links{Query.ToQueryString()}";

    public void OnGet() => (All, Query) = (true, LinkQuery.Of(Request.Query));

    public void ValidateFields()
    {
        if (!All && Ids.Count == 0)
            ModelState.AddModelError("", texts["links.bulk.none"]);
        if (BulkActions.Named(Action) is not { } action)
            ModelState.AddModelError("", texts["links.bulk.choose"]);
        else if (action.NeedsTags() && TagNames.Parse(Tags).Count == 0)
            ModelState.AddModelError(nameof(Tags), texts["links.bulk.no_tags"]);
        if (!LinkLimits.Allow(TagNames.Parse(Tags)))
            ModelState.AddModelError(nameof(Tags), texts["links.tags.limits", LinkLimits.Tags, LinkLimits.Tag]);
    }

    public IActionResult OnPost()
    {
        Query = LinkQuery.Of(new QueryCollection(Request.Form.ToDictionary(field => field.Key, field => field.Value)));
        // Rejects a search that was cut to the maximum length: it could match links that the user did not mean.
        if (All && Query.WasCut) ModelState.AddModelError("", texts["search.cut", LinkQuery.MaxText]);
        if (!ModelState.IsValid) return this.Invalid("_BulkForm");
        var account = User.AccountId();
        var edit = BulkActions.Named(Action)!.Value.Edit(TagNames.Parse(Tags));
        var change = changes.Edit(account, All ? Query.ToQueryString() : "", edit, id =>
            All ? targets.AddFound(account, id, Query) : targets.Add(account, id, Ids)
        );
        return this.Changed(change, flashes, texts, ListAddress);
    }
}
