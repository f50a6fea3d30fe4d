namespace App.Patterns.Packages;

/// <summary>
/// A feature module: one folder of pages, one namespace, its addresses, services and machine endpoints. The same
/// blueprint may be registered again under another name and prefix and serves both. Flask: Large Applications as
/// Packages, Working with Blueprints.
/// </summary>
public abstract class Blueprint
{
    /// <summary>
    /// Unique among its neighbours, not empty, without dots; by default the class name without "Blueprint".
    /// </summary>
    public string Name
    {
        get => field ?? GetType().Name.Replace("Blueprint", "", StringComparison.Ordinal);
        init;
    }

    /// <summary>
    /// Put before every address of the blueprint and its children. A class sets its own in the constructor; the
    /// registration wins.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// The host that serves it, every one when null; below a parent with a host only the first part, as in <c>api</c>
    /// of <c>api.example.org</c>.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>
    /// Route values that the views of this registration receive where their address does not hold them.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();

    /// <summary>What every address of its pages begins with, as written, after the language. Most have one.</summary>
    public virtual IReadOnlyList<string> Prefixes => [];

    /// <summary>
    /// The folder of its pages below the root of the pages, such as <c>Links</c> or <c>Handbook/Demos</c>; the last
    /// part of the namespace by default. Pages in folders below it belong to it too, unless a blueprint with a longer
    /// path has them.
    /// </summary>
    public virtual string Folder => GetType().Namespace?.Split('.')[^1] ?? "";

    /// <summary>
    /// The names of its pages when several blueprints share a folder. Empty by default: every page of the folder.
    /// </summary>
    public virtual IReadOnlyList<string> Pages => [];

    /// <summary>Blueprints below this one: their names, prefixes, hosts and hooks are added to its own.</summary>
    public virtual IReadOnlyList<Blueprint> Children => [];

    /// <summary>Called once for a class, however often it is registered.</summary>
    public virtual void ConfigureServices(IServiceCollection services) { }

    /// <summary>Middleware of its own, between routing and the endpoints.</summary>
    public virtual void ConfigurePipeline(IApplicationBuilder app) { }

    /// <summary>What happens around its views, and how it shows their errors.</summary>
    public virtual void Hook(BlueprintHooks hooks) { }

    /// <summary>Endpoints that are not pages.</summary>
    public virtual void Map(IEndpointRouteBuilder routes) { }
}
