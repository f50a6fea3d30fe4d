using App.Blueprints.Backend.Databases;
using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms.Partials;
using App.Patterns.Localization;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

/// <summary>Shows one shelf (a separate library of links) and its settings.</summary>
public sealed class ShelfPageModel(
    ShelfOperations keeper,
    ShelfFiles files,
    Languages languages,
    IFlashes flashes,
    IStringLocalizer texts
) : PageModel
{
    public Shelf Shelf { get; private set; } = null!;

    public long Bytes { get; private set; }

    [BindProperty]
    public ShelfInput Form { get; set; } = new();

    public IActionResult OnGet(string shelf)
    {
        if (!Find(shelf)) return NotFound();
        Form = ShelfInput.Of(Shelf);
        return Page();
    }

    public IActionResult OnPut(string shelf)
    {
        if (!Find(shelf)) return NotFound();
        var form = Form.ToForm(shelf, languages);
        if (form is null)
            ModelState.AddModelError(nameof(Form.Language), texts["forms.invalid"]);
        if (ModelState.IsValid && keeper.Set(shelf, form!) is var problem and not ShelfProblem.None)
            ModelState.AddModelError("", ShelfTexts.Of(problem, texts));
        if (!ModelState.IsValid)
            return this.Invalid("_ShelfForm", Request.WantsFragment() ? Form : null);
        flashes.Add(texts["backend.shelves.saved", form!.Title]);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves/{shelf}");
    }

    bool Find(string name)
    {
        if (keeper.All().FirstOrDefault(shelf => shelf.Name == name) is not { } found) return false;
        (Shelf, Bytes) = (found, SiteFiles.LengthOf(ShelfFiles.LibraryOf(files.PathOf(found.Directory))));
        return true;
    }
}
