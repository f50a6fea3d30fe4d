using App.Blueprints.Accounts;
using App.Blueprints.Tidying.Changes;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Undoes or redoes a whole import: PUT undoes the import, DELETE redoes the import.</summary>
[Authorize]
public sealed class UndoModel(
    ImportStore imports,
    ImportStates states,
    ChangeStarter changes,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public IActionResult OnPut(long id) => SetUndone(id, isUndone: false);

    public IActionResult OnDelete(long id) => SetUndone(id, isUndone: true);

    IActionResult SetUndone(long id, bool isUndone)
    {
        if (!imports.Lock(id, User.AccountId()) || imports.Find(id, User.AccountId()) is not { } import)
            return NotFound();
        // A repeated request changes nothing, because the import is already in the requested state.
        if (states.RunOf(import) is { IsOpen: true } || states.UndoOf(import) is not { IsOpen: false } undo)
            flashes.Add(texts["transfer.flash.not_now"], FlashCategory.Info);
        else if (undo.IsUndone == isUndone
            && changes.Undo(import.AccountId, undo.Last.Id) is { FinishedAt: not null, LostCount: > 0 } step)
            flashes.Add(ChangeTexts.Of(step, texts), ChangeTexts.CategoryOf(step));
        return this.SeeOther(HttpContext.PageRoot() + import.ProgressPath);
    }
}
