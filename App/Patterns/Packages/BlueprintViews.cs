using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;

namespace App.Patterns.Packages;

/// <summary>Finds a partial in any folder of its blueprint, so that a blueprint can have subfolders.</summary>
/// <remarks>
/// Razor searches only the folder of the page and the folders above it. The name of a partial must be unique in its
/// blueprint. Flask documentation: Working with Blueprints (template folder).
/// </remarks>
/// <param name="parts">Lists the compiled views of the application.</param>
/// <param name="root">The root of the pages, such as <c>/Blueprints</c>.</param>
sealed class BlueprintViews(ApplicationPartManager parts, string root) : IViewLocationExpander
{
    // Maps the folder of a blueprint and the name of a partial in one of its subfolders to the path of the partial.
    // Razor caches the results.
    readonly Lazy<FrozenDictionary<(string Folder, string Name), string>> paths = new(() => Read(parts, root));

    public void PopulateValues(ViewLocationExpanderContext context) { }

    public IEnumerable<string> ExpandViewLocations(
        ViewLocationExpanderContext context,
        IEnumerable<string> viewLocations
    ) =>
        context.PageName?.Split('/') is ["", var folder, _, ..]
        && paths.Value.TryGetValue((folder, context.ViewName), out var path)
            ? viewLocations.Append(path)
            : viewLocations;

    static FrozenDictionary<(string Folder, string Name), string> Read(ApplicationPartManager parts, string root)
    {
        var views = new ViewsFeature();
        parts.PopulateFeature(views);
        return views.ViewDescriptors
            .Where(view => view.RelativePath.StartsWith($"{root}/", StringComparison.Ordinal))
            .Select(view => (Path: view.RelativePath, Parts: view.RelativePath[(root.Length + 1)..].Split('/')))
            .Where(view => view.Parts.Length > 2 && view.Parts[^1].StartsWith('_'))
            .DistinctBy(view => (view.Parts[0], view.Parts[^1]))
            .ToFrozenDictionary(
                view => (view.Parts[0], Path.GetFileNameWithoutExtension(view.Parts[^1])),
                view => view.Path
            );
    }
}
