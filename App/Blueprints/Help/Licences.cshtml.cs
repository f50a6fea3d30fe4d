using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Lists the dependencies of the program in groups by licence, with the text of each licence.</summary>
[Cached]
public sealed class LicencesModel : PageModel
{
    internal IEnumerable<IGrouping<string, Dependency>> Groups =>
        Licences.All.GroupBy(dependency => dependency.Licence).OrderByDescending(group => group.Count());

    public void OnGet() { }
}
