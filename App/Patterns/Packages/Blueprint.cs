namespace App.Patterns.Packages;

/// <summary>
/// A feature module: one folder of pages and one namespace, with its URLs, services and API endpoints.
/// </summary>
/// <remarks>
/// The same blueprint can be registered several times, with different names and prefixes. Flask documentation: Large
/// Applications as Packages, Working with Blueprints.
/// </remarks>
public abstract class Blueprint
{
    /// <summary>
    /// The name of the blueprint, which must be unique among its siblings, not empty and without dots. The default is
    /// the class name without "Blueprint".
    /// </summary>
    public string Name
    {
        get => field ?? GetType().Name.Replace("Blueprint", "", StringComparison.Ordinal);
        init;
    }

    /// <summary>The path prefix of the blueprint and its children, such as <c>/admin</c>; empty for none.</summary>
    /// <remarks>
    /// A class sets its default in the constructor; the object initializer of the registration overrides it.
    /// </remarks>
    public string Prefix { get; init; } = "";

    /// <summary>The host name that serves the blueprint; null for every host.</summary>
    /// <remarks>
    /// When a parent has a host, this is only the label before the parent's host: <c>api</c> below <c>example.org</c>
    /// gives <c>api.example.org</c>.
    /// </remarks>
    public string? Host { get; init; }

    /// <summary>Route values for the views of this registration, used when the URL does not contain them.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();

    /// <summary>
    /// The prefixes that the paths of the blueprint's pages begin with, such as <c>/import</c> and <c>/export</c>. They
    /// do not contain the language.
    /// </summary>
    public virtual IReadOnlyList<string> Prefixes => [];

    /// <summary>
    /// The folder of the blueprint's pages, below the root of the pages, such as <c>Links</c> or <c>Handbook/Demos</c>;
    /// by default the last part of the namespace.
    /// </summary>
    /// <remarks>Subfolders are included, except those that another blueprint has as its folder.</remarks>
    public virtual string Folder => GetType().Namespace?.Split('.')[^1] ?? "";

    /// <summary>
    /// The names of the blueprint's pages, needed when several blueprints share a folder. Empty by default, which means
    /// every page of the folder.
    /// </summary>
    public virtual IReadOnlyList<string> Pages => [];

    /// <summary>The child blueprints. They inherit the name, prefix, host and hooks of this blueprint.</summary>
    public virtual IReadOnlyList<Blueprint> Children => [];

    /// <summary>
    /// Registers the services of the blueprint. Called once for each class, even with several registrations.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    public virtual void ConfigureServices(IServiceCollection services) { }

    /// <summary>Adds middleware that runs between routing and the endpoints, for every request.</summary>
    /// <param name="app">The application.</param>
    public virtual void ConfigurePipeline(IApplicationBuilder app) { }

    /// <summary>Registers the hooks and error handlers for the views of the blueprint.</summary>
    /// <param name="hooks">The hooks of this registration.</param>
    public virtual void Hook(BlueprintHooks hooks) { }

    /// <summary>Maps the endpoints that are not pages.</summary>
    /// <param name="routes">The group with the prefix and host of this registration.</param>
    public virtual void Map(IEndpointRouteBuilder routes) { }
}
