namespace App.Patterns.Packages;

/// <summary>
/// A feature module: one folder of pages, one namespace, its addresses, services and machine endpoints.
/// Flask: Large Applications as Packages, Working with Blueprints.
/// </summary>
public abstract class Blueprint
{
    /// <summary>Unique in an application, without dots; by default the class name without "Blueprint".</summary>
    public virtual string Name => GetType().Name.Replace("Blueprint", "", StringComparison.Ordinal);

    /// <summary>What every address of its pages begins with, after the language. Most have one.</summary>
    public abstract IReadOnlyList<string> Prefixes { get; }

    public virtual void ConfigureServices(IServiceCollection services) { }

    /// <summary>Endpoints that are not pages.</summary>
    public virtual void Map(IEndpointRouteBuilder routes) { }
}
