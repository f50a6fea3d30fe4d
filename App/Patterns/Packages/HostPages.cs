using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace App.Patterns.Packages;

/// <summary>
/// Replaces pages of blueprints by pages of the application: <c>/Site/Links/Home</c> becomes the page
/// <c>/Links/Home</c>.
/// </summary>
/// <remarks>
/// The replacement page has the route of its own <c>@page</c> directive. It has the prefix and the hooks of the
/// blueprint, and links to the replaced page open it. Flask documentation: Large Applications as Packages (the
/// application's template folder has priority over a blueprint's).
/// </remarks>
/// <param name="folder">The application's folder below the root of the pages.</param>
sealed class HostPages(string folder) : IPageRouteModelProvider
{
    // Runs after the framework's provider of compiled pages (order -1000) and before the conventions.
    public int Order => 0;

    public void OnProvidersExecuting(PageRouteModelProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var pages = context.RouteModels;
        var root = $"/{folder}/";
        var hosts = pages.Where(page => page.ViewEnginePath.StartsWith(root, StringComparison.Ordinal)).ToList();
        foreach (var host in hosts)
        {
            var path = host.ViewEnginePath[(folder.Length + 1)..];
            var replaced = pages.FirstOrDefault(page => page.ViewEnginePath == path)
                ?? throw new InvalidOperationException(
                    $"{host.RelativePath} replaces no page: there is no page {path}.");
            pages[pages.IndexOf(replaced)] = At(path, host);
            pages.Remove(host);
        }
    }

    public void OnProvidersExecuted(PageRouteModelProviderContext context) { }

    static PageRouteModel At(string path, PageRouteModel host)
    {
        var page = new PageRouteModel(host.RelativePath, path)
        {
            RouteParameterTransformer = host.RouteParameterTransformer,
        };
        foreach (var (key, value) in host.Properties) page.Properties[key] = value;
        foreach (var (key, value) in host.RouteValues) page.RouteValues[key] = value;
        page.RouteValues["page"] = path;
        foreach (var selector in host.Selectors) page.Selectors.Add(selector);
        return page;
    }
}
