using System.Reflection;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Which program this is.</summary>
[Cached]
public sealed class AboutModel : PageModel
{
    /// <summary>From the tag of the commit that was built, with what came after it.</summary>
    public string Version { get; } =
        typeof(AboutModel)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public bool IsRelease => !Version.Contains('-', StringComparison.Ordinal);

    public void OnGet() { }
}
