using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Exports;

/// <summary>The doors out: every format, of everything or of the search in the address.</summary>
[Authorize]
public sealed class ExportModel : PageModel
{
    [FromQuery(Name = "q")]
    public string Query { get; set; } = "";

    /// <summary>The search as it is passed on to the files; empty for everything.</summary>
    public string QueryString => Request.QueryString.Value ?? "";

    public void OnGet() { }
}
