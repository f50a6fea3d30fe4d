using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Razor;

namespace App.Patterns.Packages;

/// <summary>
/// Gives each page to the blueprints of its folder: one address for each registration. A page whose blueprint is not
/// registered has none. Links lead to the first registration.
/// </summary>
sealed class BlueprintPages(IReadOnlyList<RegisteredBlueprint> blueprints) : IPageRouteModelConvention
{
    public void Apply(PageRouteModel model)
    {
        if (FolderOf(model.ViewEnginePath) is not { } folder) return;
        var written = model.Selectors.ToList();
        model.Selectors.Clear();
        foreach (var blueprint in blueprints.Where(blueprint => blueprint.Blueprint.Folder == folder))
            foreach (var selector in written)
                model.Selectors.Add(At(blueprint, selector, isFirst: model.Selectors.Count < written.Count));
    }

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

    static string? FolderOf(string page) => page.Split('/') is ["", var folder, _, ..] ? folder : null;
}

/// <summary>
/// The application's own folder comes first: <c>Shared/Links/_Link</c> takes the place of <c>Links/_Link</c>.
/// </summary>
sealed class HostViewsFirst(string root) : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context) { }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        context.PageName?.Split('/') is ["", var folder, _, ..] ? viewLocations.Prepend($"{root}/Shared/{folder}/{{0}}.cshtml") : viewLocations;
}
