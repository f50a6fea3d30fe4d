using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.LazyViews;

/// <param name="Assembly">The assembly that contains the views whose name does not state an assembly.</param>
/// <param name="Folder">The folder with the files of the assemblies that the other names state.</param>
sealed record LazyViewOptions(Assembly Assembly, string Folder);

/// <summary>Registers and maps lazily loaded views. Flask documentation: Lazily Loading Views.</summary>
public static class LazyViewsSetup
{
    /// <summary>Registers the services that load views by name.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="assembly">The assembly that contains the views whose name does not state an assembly.</param>
    /// <param name="folder">The folder with the files of other assemblies; null for the folder of the program.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLazyViews(
        this IServiceCollection services,
        Assembly assembly,
        string? folder = null
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(new LazyViewOptions(assembly, folder ?? AppContext.BaseDirectory))
            .AddSingleton<LazyViewStates>();
    }

    /// <summary>Creates a map of views that share a namespace.</summary>
    /// <param name="routes">The group that the views are mapped in; its conventions apply to them too.</param>
    /// <param name="commonNamespace">
    /// The namespace before the name of each view, without a trailing dot; empty for none.
    /// </param>
    /// <param name="prefix">
    /// The prefix of the name of each endpoint, as in <c>Transfer.Export</c>; empty for none.
    /// </param>
    /// <returns>The map.</returns>
    public static LazyViewMap LazyViews(
        this IEndpointRouteBuilder routes,
        string commonNamespace = "",
        string prefix = ""
    ) => new(routes, commonNamespace, prefix);
}

/// <summary>A central URL map that refers to views by name; each view is loaded by its first request.</summary>
/// <remarks>
/// When the name of the view is wrong, its first request fails with 500; <see cref="LazyViewStates.Verify"/> finds
/// wrong names earlier. Add authorization and filters to the returned endpoint, because they run before the view is
/// loaded. Flask documentation: Lazily Loading Views, Converting to Centralized URL Map.
/// </remarks>
public sealed class LazyViewMap
{
    static readonly string[] withoutBody = ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    readonly IEndpointRouteBuilder routes;
    readonly string commonNamespace;
    readonly string prefix;

    internal LazyViewMap(IEndpointRouteBuilder routes, string commonNamespace, string prefix) =>
        (this.routes, this.commonNamespace, this.prefix) = (routes, commonNamespace, prefix);

    /// <summary>Maps a view for GET.</summary>
    /// <param name="view">The name of the view, without the common namespace.</param>
    /// <param name="rules">One or more route patterns.</param>
    /// <returns>The endpoints of all rules.</returns>
    /// <exception cref="ArgumentException">The name is invalid, or there is no rule.</exception>
    /// <exception cref="InvalidOperationException">The name is mapped already.</exception>
    public IEndpointConventionBuilder Get(string view, params string[] rules) => Map(view, ["GET"], rules);

    /// <summary>Maps a view to HTTP methods and to one or more route patterns.</summary>
    /// <remarks>
    /// All patterns have the same route name: the prefix of the map and the last part of the view's name.
    /// <c>Url.RouteUrl(name, values)</c> uses the pattern that fits the values.
    /// </remarks>
    /// <param name="view">The name of the view, without the common namespace.</param>
    /// <param name="methods">The HTTP methods.</param>
    /// <param name="rules">One or more route patterns.</param>
    /// <returns>The endpoints of all rules.</returns>
    /// <exception cref="ArgumentException">The name is invalid, or there is no rule.</exception>
    /// <exception cref="InvalidOperationException">The name is mapped already.</exception>
    public IEndpointConventionBuilder Map(string view, IReadOnlyList<string> methods, params string[] rules)
    {
        var dotted = LazyViewName.Parse(commonNamespace.Length == 0 ? view : $"{commonNamespace}.{view}");
        var name = prefix.Length == 0 ? dotted.Name : $"{prefix}.{dotted.Name}";
        // URL generation tries the patterns in this order: most parameters first.
        var patterns = rules
            .Select(rule => RoutePatternFactory.Parse(rule))
            .OrderByDescending(pattern => pattern.Parameters.Count)
            .ToList();
        if (patterns.Count == 0)
            throw new ArgumentException($"{view} has no URL rule.", nameof(rules));
        var lazy = new LazyView(
            dotted,
            new()
            {
                Name = name,
                View = dotted.ToString(),
                Rules = rules,
            },
            [
                .. patterns
                    .SelectMany(pattern => pattern.Parameters)
                    .Select(parameter => parameter.Name)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            readsBody: !methods.Any(method => withoutBody.Contains(method, StringComparer.OrdinalIgnoreCase)),
            routes.ServiceProvider.GetRequiredService<LazyViewOptions>(), routes.ServiceProvider);
        routes.ServiceProvider.GetRequiredService<LazyViewStates>().Add(name, lazy);
        var endpoints = new Endpoints([
            .. patterns.Select(pattern => routes.MapMethods(pattern.RawText!, methods, lazy.Invoke)),
        ]);
        endpoints.WithDisplayName($"{dotted.Module}.{dotted.Name}").WithMetadata(new RouteNameMetadata(name));
        // Sets the endpoint name only for a single pattern, because an endpoint name must be unique. Several patterns
        // share only the route name.
        return patterns.Count == 1 ? endpoints.WithMetadata(new EndpointNameMetadata(name)) : endpoints;
    }

    sealed class Endpoints(IReadOnlyList<IEndpointConventionBuilder> endpoints) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            foreach (var endpoint in endpoints) endpoint.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            foreach (var endpoint in endpoints) endpoint.Finally(finallyConvention);
        }
    }
}
