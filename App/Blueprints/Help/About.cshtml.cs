using App.Patterns.Packaging;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Help;

/// <summary>Shows the name, version and build of the application.</summary>
[Cached]
public sealed class AboutModel : PageModel
{
    /// <summary>The number of digits of a commit hash that are shown.</summary>
    const int HashDigits = 10;

    public BuildInformation Build { get; } = BuildInformation.Of(typeof(AboutModel).Assembly);

    /// <summary>The beginning of the commit hash; null when it is unknown.</summary>
    public string? Commit => Build.Commit is { } commit ? string.Concat(commit.Take(HashDigits)) : null;

    public void OnGet() { }
}
