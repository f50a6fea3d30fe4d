using App.Patterns.LazyViews;
using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace App;

/// <summary>The parts of the library whose services are built by the first request to them.</summary>
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
    /// Keeps the framework from looking for controllers, of which there are none: that would load every type and with
    /// it the libraries that have its base class. Pages are found by another kind of part.
    /// </summary>
    public static void LoadNoTypes(ApplicationPartManager manager)
    {
        foreach (var part in manager.ApplicationParts.OfType<AssemblyPart>().ToList())
            manager.ApplicationParts.Remove(part);
    }

    /// <summary>The application of the operators is built by its first request, before routing.</summary>
    public static string? OfMount(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Blueprints.Backend.BackendBlueprint.Mount) ? Backend : null;
}
