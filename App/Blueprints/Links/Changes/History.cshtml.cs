using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite.Errors;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// Shows the history of a link. PUT restores the content that the link had before a change; this is recorded as a
/// new change.
/// </summary>
[Authorize]
public sealed class HistoryModel(
    LinkBatchStore revisions,
    LinkStore links,
    LinkHistoryStore history,
    TimeProvider clock,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    const int PageSize = 20;

    /// <summary>The reason why a PUT request did not restore the earlier content.</summary>
    public enum Problem
    {
        None,
        Changed,
        Trashed,
        Duplicate,
    }

    [FromRoute]
    public long Id { get; set; }

    public Link Link { get; private set; } = null!;

    public PageOf<LinkHistoryStep> Steps { get; private set; } = null!;

    public Problem Refusal { get; private set; }

    /// <summary>The other link of the account that already has the URL to restore; null when there is none.</summary>
    public Link? Same { get; private set; }

    string Address => $"{HttpContext.PageRoot()}/links/{Id}/history";

    public IActionResult OnGet(long? change) =>
        change is not null
            ? this.SeeOther($"{Address}#change-{change.Value.ToString(CultureInfo.InvariantCulture)}")
            : Show(Problem.None);

    public IActionResult OnPut(long? change, [FromForm] long version)
    {
        if (Find() is not { } now || change is not { } wanted)
            return NotFound();
        if (StateBefore(now, wanted) is not { } state)
            return NotFound();
        if (now.IsTrashed)
            return Show(Problem.Trashed);
        // The link can already have the content, for example when the form is submitted twice. That is a success.
        if (LinkDelta.Of(now, now.WithContentOf(state)) is null)
            return Restored();
        if (now.Version != version)
            return Show(Problem.Changed);
        try
        {
            return links.Change(
                User.AccountId(),
                now,
                now.WithContentOf(state),
                LinkChangeKind.Restored,
                clock.GetUtcNow()
            )
                ? Restored()
                : Show(Problem.Changed);
        }
        catch (SqliteException error) when (error.IsDuplicate())
        {
            Same = LinkUrl.Parse(state.Url) is { } url ? links.FindSame(User.AccountId(), url) : null;
            return Show(Problem.Duplicate);
        }
    }

    Link? Find() => revisions.Read(User.AccountId(), [Id]).SingleOrDefault();

    Link? StateBefore(Link now, long change) =>
        LinkHistoryStep
            .Of(now, history.Entries(User.AccountId(), Id, int.MaxValue))
            .FirstOrDefault(step => step.Entry.ChangeId == change)
            ?.Before;

    IActionResult Restored()
    {
        flashes.Add(texts["links.history.done"]);
        return this.SeeOther(Address);
    }

    IActionResult Show(Problem refusal)
    {
        if (Find() is not { } link || LinkQuery.PageOf(Request.Query) is not { } number)
            return NotFound();
        (Link, Refusal) = (link, refusal);
        // The history stores only differences, so an earlier version of the link is computed backwards from the current
        // one. This needs all entries from the newest to the last one on this page.
        var upTo = (int)Math.Min(int.MaxValue, (long)number * PageSize);
        var steps = LinkHistoryStep
            .Of(link, history.Entries(User.AccountId(), Id, upTo))
            .Skip(upTo - PageSize)
            .ToList();
        Steps = new(steps, number, PageSize, history.Count(User.AccountId(), Id));
        if (!Steps.Exists)
            return NotFound();
        if (refusal != Problem.None)
            Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
