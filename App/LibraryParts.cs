using App.Patterns.LazyViews;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace App;

/// <summary>
/// Names the parts of the site, such as import and export, whose services are created by their first request.
/// </summary>
static class LibraryParts
{
    const string Handbook = "Handbook";
    const string Transfer = "Import and export";
    const string Backend = "Backend";

    public static void Add(LazyParts parts) =>
        parts.Add(Handbook, "/patterns").Add(Transfer, "/import", "/export").Add(Backend, "/backend");

    public static string? Of(HttpContext context) => context.Blueprint()?.Blueprint.Folder switch
    {
        "Handbook" => Handbook,
        "Transfer" => Transfer,
        _ => null,
    };

    /// <summary>
    /// Removes the application parts in which MVC searches for controllers. The program has no controllers, and the
    /// search would load every type and the assemblies of their base classes. Pages are found through other parts.
    /// </summary>
    public static void LoadNoTypes(ApplicationPartManager manager)
    {
        foreach (var part in manager.ApplicationParts.OfType<AssemblyPart>().ToList())
            manager.ApplicationParts.Remove(part);
    }

    /// <summary>
    /// Returns the name of the backend part for a request to the backend; null for other requests. Checks the path,
    /// because the backend handles its requests before routing selects an endpoint.
    /// </summary>
    public static string? OfMount(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Blueprints.Backend.BackendBlueprint.Mount) ? Backend : null;
}
