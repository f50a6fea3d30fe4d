using App.Blueprints.Shared;
using App.Blueprints.Shelves;
using App.Patterns.Ajax;
using App.Patterns.Flashing;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Databases;

/// <summary>
/// Lists the archives of deleted and backed-up shelves (separate libraries of links), newest first for each name.
/// Restoring a shelf does not delete its archive.
/// </summary>
public sealed class ArchivesModel(ShelfOperations keeper, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    const int Size = 50;

    public string Text { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Problem { get; private set; }

    public PageOf<string> Archives { get; private set; } = null!;

    public IActionResult OnGet()
    {
        if (PageNumber.Of(Request.Query) is not { } number) return NotFound();
        Read(number);
        return Archives.Exists ? Page() : NotFound();
    }

    public IActionResult OnPost(string? archive, string? name)
    {
        Name = (name ?? "").Trim();
        var problem = keeper.Restore(archive ?? "", Name.Length > 0 ? Name : null);
        if (problem != ShelfProblem.None)
        {
            Read(number: 1);
            Problem = ShelfTexts.Of(problem, texts);
            return new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity, ViewData = ViewData };
        }
        flashes.Add(texts["backend.archives.restored", archive!]);
        return this.SeeOther($"{HttpContext.PageRoot()}/shelves{(Name.Length > 0 ? $"/{Name}" : "")}");
    }

    void Read(int number)
    {
        Text = this.ReadSearchText();
        var found = keeper
            .Archives()
            .Where(archive => archive.Contains(Text, StringComparison.OrdinalIgnoreCase))
            .OrderDescending(StringComparer.Ordinal)
            .ToList();
        Archives = new(
            [.. found.Skip((int)Math.Min(int.MaxValue, (number - 1L) * Size)).Take(Size)],
            number,
            Size,
            found.Count
        );
    }
}
