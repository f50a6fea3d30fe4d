using App.Patterns.Ajax;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Shows the keyboard shortcuts, as a separate page or in the dialog that every page can open.</summary>
public sealed class KeysModel : PageModel
{
    public IActionResult OnGet() => this.PageOrPartial("_Keys");
}
