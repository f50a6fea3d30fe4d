using App.Blueprints.Backend.Databases;
using App.Blueprints.Shared;
using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.SqlMapping;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.Shelves;

/// <summary>Lists all shelves (separate libraries of links), sorted by name.</summary>
public sealed class ShelvesModel(ShelfOperations keeper, ShelfFiles files) : PageModel
{
    const int Size = 50;

    public string Text { get; private set; } = "";

    public PageOf<Shelf> Shelves { get; private set; } = null!;

    public long SizeOf(Shelf shelf)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        return SiteFiles.LengthOf(ShelfFiles.LibraryOf(files.PathOf(shelf.Directory)));
    }

    public IActionResult OnGet()
    {
        if (PageNumber.Of(Request.Query) is not { } number) return NotFound();
        Text = this.ReadSearchText();
        var found = keeper
            .All()
            .Where(shelf =>
                shelf.Name.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || shelf.Title.Contains(Text, StringComparison.CurrentCultureIgnoreCase)
            )
            .ToList();
        Shelves = new(
            [.. found.Skip((int)Math.Min(int.MaxValue, (number - 1L) * Size)).Take(Size)],
            number,
            Size,
            found.Count
        );
        return Shelves.Exists ? this.PageOrPartial("_Shelves") : NotFound();
    }
}
