using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Which keys do what, as a page of its own and in the dialog of every page.</summary>
public sealed class KeysModel : PageModel
{
    public IActionResult OnGet() => this.PageOrPartial("_Keys");
}
