using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Sources;

/// <summary>Shows a file of the application's source code, or lists the files in a folder.</summary>
public sealed class SourceModel : PageModel
{
    public string Path { get; private set; } = "";

    /// <summary>The file to show; null when the path is that of a folder.</summary>
    public SourceFile? Shown { get; private set; }

    /// <summary>
    /// The names of the files and subfolders in the folder. The names of subfolders end with a slash.
    /// </summary>
    public IReadOnlyList<string> Entries { get; private set; } = [];

    public IActionResult OnGet(string? path)
    {
        Path = path ?? "";
        Shown = SourceFiles.Find(Path);
        if (Shown is null) Entries = EntriesOf(Path.Length == 0 ? "" : $"{Path}/");
        return Shown is null && Entries.Count == 0 ? NotFound() : Page();
    }

    static List<string> EntriesOf(string folder) =>
    [
        .. from path in SourceFiles.Paths
           where path.StartsWith(folder, StringComparison.Ordinal)
           let rest = path[folder.Length..]
           let slash = rest.IndexOf('/', StringComparison.Ordinal)
           let entry = slash < 0 ? rest : rest[..(slash + 1)]
           group entry by entry into entries
           orderby !entries.Key.EndsWith('/'), entries.Key
           select entries.Key,
    ];
}
