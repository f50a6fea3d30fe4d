using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.LazyViews;

/// <param name="Assembly">Of the views whose name does not say theirs.</param>
/// <param name="Folder">Where the assemblies lie that a name says.</param>
sealed record LazyViewOptions(Assembly Assembly, string Folder);

public static class LazyViewsSetup
{
    /// <summary>
    /// Views by name, in <paramref name="assembly"/> or in files of <paramref name="folder"/> (where the program lies,
    /// by default).
    /// </summary>
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

    /// <summary>A map of views that share a namespace.</summary>
    /// <param name="routes">Where they are mapped; what is said there holds for them too.</param>
    /// <param name="commonNamespace">Put before the name of each view.</param>
    /// <param name="prefix">Put before the name of each endpoint, with a dot, as in <c>Transfer.Export</c>.</param>
    public static LazyViewMap LazyViews(
        this IEndpointRouteBuilder routes,
        string commonNamespace = "",
        string prefix = ""
    ) => new(routes, commonNamespace, prefix);
}

/// <summary>
/// A central map of addresses that names views and touches no code: each is loaded by the first request to it. A wrong
/// name shows then, as 500; <see cref="LazyViewStates.Verify"/> finds it before. What counts before a view runs (who
/// may, which filters) is said here, on what is returned. Flask: Lazily Loading Views, Converting to Centralized URL
/// Map.
/// </summary>
public sealed class LazyViewMap
{
    static readonly string[] withoutBody = ["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    readonly IEndpointRouteBuilder routes;
    readonly string commonNamespace;
    readonly string prefix;

    internal LazyViewMap(IEndpointRouteBuilder routes, string commonNamespace, string prefix) =>
        (this.routes, this.commonNamespace, this.prefix) = (routes, commonNamespace, prefix);

    /// <summary>A view that answers GET at each of the rules.</summary>
    public IEndpointConventionBuilder Get(string view, params string[] rules) => Map(view, ["GET"], rules);

    /// <summary>
    /// A view at one or more rules that share its name, the last part of its own, so that <c>Url.RouteUrl(name,
    /// values)</c> takes the rule that fits the values. Throws when the name cannot be read or is given already.
    /// </summary>
    public IEndpointConventionBuilder Map(string view, IReadOnlyList<string> methods, params string[] rules)
    {
        var dotted = LazyViewName.Parse(commonNamespace.Length == 0 ? view : $"{commonNamespace}.{view}");
        var name = prefix.Length == 0 ? dotted.Name : $"{prefix}.{dotted.Name}";
        // Tried in this order when an address is built: the rule that takes most of the values comes first.
        var patterns = rules
            .Select(rule => RoutePatternFactory.Parse(rule))
            .OrderByDescending(pattern => pattern.Parameters.Count)
            .ToList();
        if (patterns.Count == 0)
            throw new ArgumentException($"{view} has no address.", nameof(rules));
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
        // An endpoint's own name belongs to one endpoint alone.
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
