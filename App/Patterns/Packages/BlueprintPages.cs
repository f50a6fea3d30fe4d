using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Razor;

namespace App.Patterns.Packages;

/// <summary>Assigns each page to the blueprint of its folder and adds one route for each registration.</summary>
/// <remarks>
/// A page in a folder without a registered blueprint has no route. Generated links use the first registration.
/// </remarks>
sealed class BlueprintPages(IReadOnlyList<RegisteredBlueprint> blueprints) : IPageRouteModelConvention
{
    public void Apply(PageRouteModel model)
    {
        // A page in the root folder belongs to no blueprint, so its route does not change.
        if (model.ViewEnginePath.LastIndexOf('/') <= 0) return;
        var written = model.Selectors.ToList();
        model.Selectors.Clear();
        foreach (var blueprint in OwnersOf(model.ViewEnginePath))
            foreach (var selector in written)
                model.Selectors.Add(At(blueprint, selector, isFirst: model.Selectors.Count < written.Count));
    }

    // Returns the registrations whose folder contains the page; the longest folder wins. Among these, blueprints that
    // list the page in Pages have priority.
    IEnumerable<RegisteredBlueprint> OwnersOf(string page) => blueprints
        .Where(one => Owns(one.Blueprint, page))
        .GroupBy(one => (one.Blueprint.Folder.Length, IsNamed: one.Blueprint.Pages.Count > 0))
        .MaxBy(owners => owners.Key) ?? Enumerable.Empty<RegisteredBlueprint>();

    static bool Owns(Blueprint blueprint, string page) => blueprint.Folder.Length > 0
        && page.StartsWith($"/{blueprint.Folder}/", StringComparison.Ordinal)
        && (blueprint.Pages.Count == 0 || blueprint.Pages.Contains(page[(blueprint.Folder.Length + 2)..]));

    static SelectorModel At(RegisteredBlueprint blueprint, SelectorModel written, bool isFirst)
    {
        var selector = new SelectorModel(written);
        if (selector.AttributeRouteModel is { } route)
        {
            route.Template = RegisteredBlueprint.Join(blueprint.Prefix, route.Template ?? "");
            route.SuppressLinkGeneration |= !isFirst;
        }
        selector.EndpointMetadata.Add(blueprint);
        if (blueprint.Host is { } host) selector.EndpointMetadata.Add(new HostAttribute(host));
        return selector;
    }
}

/// <summary>Lets the application replace partials of a blueprint by partials with the same name.</summary>
/// <remarks>
/// For the partial <c>Links/_Link</c> and the host folder <c>Site</c>, the first of these files that exists is used:
/// <c>Site/Links/_Link</c>, <c>Shared/Links/_Link</c>, <c>Links/_Link</c>.
/// </remarks>
sealed class HostViewLocations(string root, string? hostFolder) : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context) { }

    public IEnumerable<string> ExpandViewLocations(
        ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        if (context.PageName?.Split('/') is not ["", var folder, _, ..]) return viewLocations;
        var shared = viewLocations.Prepend($"{root}/Shared/{folder}/{{0}}.cshtml");
        return hostFolder is null ? shared : shared.Prepend($"{root}/{hostFolder}/{folder}/{{0}}.cshtml");
    }
}
