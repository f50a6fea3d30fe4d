using App.Blueprints.Accounts;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Rules;
using App.Blueprints.Links.Urls;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>
/// Adds a link. Bookmarklets fill the form with the query parameters <c>url title description note tags canonical</c>.
/// The parameter <c>text</c> is text shared by another application, which may contain the URL.
/// </summary>
[Authorize]
public sealed class NewModel(
    LinkStore links,
    TagStore tags,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    [BindProperty]
    public LinkForm Form { get; set; } = new();

    /// <summary>Whether to merge the form into the existing link with the same URL key.</summary>
    [BindProperty(Name = "merge")]
    public bool Merge { get; set; }

    public LinkFormView Editor { get; private set; } = null!;

    public IActionResult OnGet()
    {
        var query = Request.Query;
        var shared = SharedText.Of(query.Text("url"), query.Text("title"), query.Text("text"));
        Form = new LinkForm
        {
            Url = shared.Url,
            Canonical = query["canonical"].FirstOrDefault() ?? "",
            Title = shared.Title,
            Description = query["description"].FirstOrDefault() ?? shared.Rest,
            Note = query["note"].FirstOrDefault() ?? query["notes"].FirstOrDefault() ?? "",
            Tags = string.Join(", ", query["tags"].OfType<string>()),
        };
        return Show(
            Form.Url.Length > 0 && LinkUrl.Parse(Form.Url) is { } url ? links.FindSame(User.AccountId(), url) : null,
            StatusCodes.Status200OK
        );
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid) return Show(null, StatusCodes.Status422UnprocessableEntity);
        var (content, now) = (Form.ToContent(), clock.GetUtcNow());
        if (links.Add(User.AccountId(), content, now) is { } added)
            return Saved(added.Id, Added(added.Rules));
        if (links.FindSame(User.AccountId(), content.Url) is not { } same)
            return Show(null, StatusCodes.Status409Conflict);
        if (Merge && links.Merge(User.AccountId(), same.Id, LinkImport.Of(content), now))
            return Saved(same.Id, texts["links.merged"]);
        // When the form is submitted twice, the stored link already has this content. The second request reports
        // success too.
        if (content.IsSameAs(same)) return Saved(same.Id, texts["links.added"]);
        ModelState.AddModelError("Form.Url", texts["links.have"]);
        return Show(same, StatusCodes.Status422UnprocessableEntity);
    }

    string Added(IReadOnlyList<LinkRule> applied)
    {
        if (applied.Count == 0) return texts["links.added"];
        var effects = string.Join("; ", applied.Select(rule => $"{rule.Name} ({rule.Effects(texts)})"));
        return $"{texts["links.added"]} {texts["links.rules.acted", effects]}";
    }

    IActionResult Saved(long id, string text)
    {
        flashes.Add(text);
        return this.SeeOther($"{HttpContext.PageRoot()}/links#link-{id}");
    }

    IActionResult Show(Link? same, int status)
    {
        Editor = new() { Form = Form, Same = same, Tags = tags.Suggest(User.AccountId(), "", 50) };
        return this.PageOrPartial("_LinkForm", Editor, status);
    }
}
