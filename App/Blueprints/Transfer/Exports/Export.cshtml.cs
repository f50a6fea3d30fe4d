using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Page with the download links of all export formats, for all links or for the search in the query string.
/// </summary>
[Authorize]
public sealed class ExportModel : PageModel
{
    [FromQuery(Name = "q")]
    public string Query { get; set; } = "";

    /// <summary>Query string to append to the download URLs; empty to export everything.</summary>
    public string QueryString => Request.QueryString.Value ?? "";

    public void OnGet() { }
}
