using App.Patterns.LazyViews;
using App.Patterns.Packages;

namespace App;

/// <summary>The parts of the library whose services are built by the first request to them.</summary>
static class LibraryParts
{
    const string Handbook = "Handbook";
    const string Transfer = "Import and export";
    const string Backend = "Backend";

    public static void Add(LazyParts parts) => parts.Add(Handbook, "/patterns").Add(Transfer, "/import", "/export").Add(Backend, "/backend");

    public static string? Of(HttpContext context) => context.Blueprint()?.Blueprint.Folder switch
    {
        "Handbook" => Handbook,
        "Transfer" => Transfer,
        _ => null,
    };

    /// <summary>The application of the operators is built by its first request, before routing.</summary>
    public static string? OfMount(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Blueprints.Backend.BackendBlueprint.Mount) ? Backend : null;
}
