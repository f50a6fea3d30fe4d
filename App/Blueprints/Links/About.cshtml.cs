using System.Reflection;
using App.Blueprints.Accounts;
using App.Patterns.Caching;
using App.Patterns.LazyViews;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>Which program this is; to its operators also how it stands with the process that answers.</summary>
[Cached]
public sealed class AboutModel(CacheFigures figures, LazyViewStates views, IStringLocalizer texts) : PageModel
{
    /// <summary>From the tag of the commit that was built, with what came after it.</summary>
    public string Version { get; } =
        typeof(AboutModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public bool IsRelease => !Version.Contains('-', StringComparison.Ordinal);

    public bool IsOperator => User.IsInRole(AccountClaims.Operator);

    public IEnumerable<(string Title, string Name, CacheFigure Figure)> Caches =>
        [(texts["about.caches.data"], "data", figures.Data), (texts["about.caches.pages"], "pages", figures.Pages)];

    public IReadOnlyList<LazyViewState> LazyViews => views.All;

    public void OnGet() { }
}
