using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// All links, or those of a search, on one page to print or to keep; it is sent while it is drawn, however long it
/// becomes.
/// </summary>
[Authorize]
public sealed class PrintViewModel(LinkExport export, TimeProvider clock) : PageModel
{
    public string Owner => User.Identity!.Name!;

    public DateTimeOffset MadeAt => clock.GetUtcNow();

    /// <summary>A row for each folder, for each link in it, and one at the end that counts them.</summary>
    public IEnumerable<SheetRow> Rows
    {
        get
        {
            string? folder = null;
            var total = 0;
            foreach (var link in export.Read(User.AccountId(), LinkExport.QueryOf(Request.Query)))
            {
                var own = string.Join(" / ", link.Folder);
                if (own != folder) yield return new() { Folder = folder = own };
                yield return new() { Link = link };
                total++;
            }
            yield return new() { Total = total };
        }
    }

    public void OnGet() => Response.Headers.CacheControl = "private, no-store";
}

/// <summary>One of the three.</summary>
public sealed record SheetRow
{
    /// <summary>Its names in a line, empty for none.</summary>
    public string? Folder { get; init; }

    public ExportedLink? Link { get; init; }

    public int Total { get; init; }
}
