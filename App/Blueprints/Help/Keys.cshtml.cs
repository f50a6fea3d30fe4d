using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>The keyboard shortcuts, as a page of their own and in the dialog of every page.</summary>
public sealed class KeysModel : PageModel
{
    public IActionResult OnGet() => this.PageOrPartial("_Keys");
}
