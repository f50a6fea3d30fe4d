using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// All links, or the matches of a search, on one page to print or save. The page is sent while it is rendered, so a
/// long page needs no more memory than a short one.
/// </summary>
[Authorize]
public sealed class PrintViewModel(LinkExport export, TimeProvider clock) : PageModel
{
    public string Owner => User.Identity!.Name!;

    public DateTimeOffset MadeAt => clock.GetUtcNow();

    /// <summary>One row per folder, one per link in it, and a last row with the total.</summary>
    public IEnumerable<PrintRow> Rows
    {
        get
        {
            string? folder = null;
            var total = 0;
            foreach (var link in export.Read(User.AccountId(), LinkExport.QueryOf(Request.Query)))
            {
                var own = string.Join(" / ", link.FolderNames);
                if (own != folder) yield return new() { Folder = folder = own };
                yield return new() { Link = link };
                total++;
            }
            yield return new() { Total = total };
        }
    }

    public void OnGet() => Response.Headers.CacheControl = "private, no-store";
}

/// <summary>A row of the print view: either a folder, a link or the total.</summary>
public sealed record PrintRow
{
    /// <summary>Folder names joined by slashes; empty for links without a folder.</summary>
    public string? Folder { get; init; }

    public ExportedLink? Link { get; init; }

    public int Total { get; init; }
}
