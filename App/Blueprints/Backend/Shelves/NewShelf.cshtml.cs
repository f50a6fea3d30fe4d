using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.Forms;
using App.Patterns.Forms.Partials;
using App.Patterns.Localization;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Shelves;

public sealed class NewShelfModel(ShelfOperations keeper, Languages languages, IFlashes flashes, IStringLocalizer texts)
    : PageModel
{
    [BindProperty, DataRequired, ShelfName]
    public string Name { get; set; } = "";

    [BindProperty]
    public ShelfInput Form { get; set; } = new();

    public void OnGet() =>
        Form = new()
        {
            Language = languages.Default,
            Languages = languages.Codes,
            SignUpOpen = true,
        };

    public IActionResult OnPost()
    {
        var form = Form.ToForm(Name, languages);
        if (form is null)
            ModelState.AddModelError(nameof(Form.Language), texts["forms.invalid"]);
        if (ModelState.IsValid && keeper.Create(form!) is var problem and not ShelfProblem.None)
            ModelState.AddModelError(nameof(Name), ShelfTexts.Of(problem, texts));
        if (!ModelState.IsValid)
            return this.Invalid("_NewShelf");
        flashes.Add(texts["backend.shelves.created", form!.Title]);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves/{Name}");
    }
}
