using System.Reflection;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Shows the name and version of the application.</summary>
[Cached]
public sealed class AboutModel : PageModel
{
    /// <summary>The version from the Git tag of the built commit, with a suffix for later commits.</summary>
    public string Version { get; } =
        typeof(AboutModel)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public bool IsRelease => !Version.Contains('-', StringComparison.Ordinal);

    public void OnGet() { }
}
