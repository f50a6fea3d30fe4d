using System.Collections.Concurrent;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// Maps route patterns to names, and attaches a handler to each name in a separate place. Several patterns can share a
/// name.
/// </summary>
/// <remarks>
/// The application does not start when a name has no handler or no pattern. Flask documentation: View Decorators,
/// Endpoint Decorator.
/// </remarks>
public static class NamedEndpoints
{
    /// <summary>Registers named endpoints and their validation at the start.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddNamedEndpoints(this IServiceCollection services) =>
        services
            .AddSingleton<EndpointNames>()
            .AddHostedService<EndpointNameValidator>()
            .AddSingleton<IEndpointAddressScheme<NamedAddress>, EndpointNameScheme>();

    /// <summary>Maps a route pattern to a name.</summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <param name="pattern">The route pattern.</param>
    /// <param name="name">The name of the endpoint.</param>
    /// <param name="methods">The HTTP methods; GET when empty.</param>
    public static void MapRule(
        this IEndpointRouteBuilder routes,
        string pattern,
        string name,
        params IReadOnlyList<string> methods
    ) => Of(routes, name).Add(routes, pattern, methods.Count == 0 ? [HttpMethods.Get] : methods);

    /// <summary>Attaches the handler for all patterns of a name.</summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <param name="name">The name of the endpoint.</param>
    /// <param name="function">The handler.</param>
    /// <returns>A builder that adds conventions to all patterns of the name.</returns>
    /// <exception cref="InvalidOperationException">The name has a handler already.</exception>
    public static IEndpointConventionBuilder Attach(
        this IEndpointRouteBuilder routes,
        string name,
        Delegate function
    ) => Of(routes, name).Attach(function);

    /// <summary>Returns the path of a named endpoint, including <c>PathBase</c>.</summary>
    /// <remarks>
    /// Uses the pattern that contains most of the values; the others become query parameters. Route values of the
    /// current request are not used.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="name">The name of the endpoint.</param>
    /// <param name="values">The route values, as an object or a dictionary; null for none.</param>
    /// <returns>The path; null when no pattern fits.</returns>
    public static string? PathOf(this HttpContext context, string name, object? values = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var given = new RouteValueDictionary(values);
        return context
            .RequestServices.GetRequiredService<LinkGenerator>()
            .GetPathByAddress(new NamedAddress(name, given), given, context.Request.PathBase);
    }

    internal static string? NameOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IRouteNameMetadata>()?.RouteName
        ?? endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    static NamedEndpoint Of(IEndpointRouteBuilder routes, string name)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return routes.ServiceProvider.GetRequiredService<EndpointNames>().All.GetOrAdd(name, _ => new(name));
    }

    sealed record NamedAddress(string Name, RouteValueDictionary Values);

    // For a URL, prefers the route pattern that contains most of the given values. ASP.NET Core's own scheme uses the
    // first pattern that fits, and appends the remaining values as query parameters.
    sealed class EndpointNameScheme(EndpointDataSource endpoints) : IEndpointAddressScheme<NamedAddress>
    {
        public IEnumerable<Endpoint> FindEndpoints(NamedAddress address) =>
            endpoints
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<IRouteNameMetadata>()?.RouteName == address.Name)
                .OrderByDescending(endpoint =>
                    endpoint.RoutePattern.Parameters.Count(parameter => address.Values[parameter.Name] is not null)
                );
    }

    sealed class EndpointNames
    {
        public ConcurrentDictionary<string, NamedEndpoint> All { get; } = new(StringComparer.Ordinal);
    }

    sealed class EndpointNameValidator(EndpointNames names) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            names.All.Values.Where(one => !one.IsComplete).Select(one => one.ToString()).Order().ToList()
                is { Count: > 0 } bad
                ? throw new InvalidOperationException(
                    $"Rules and functions without a match: {string.Join("; ", bad)}."
                )
                : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>
    /// Collects the route patterns and conventions of one endpoint name. You can add them before or after the handler.
    /// </summary>
    sealed class NamedEndpoint(string name) : IEndpointConventionBuilder
    {
        readonly List<(IEndpointRouteBuilder Routes, string Pattern, IReadOnlyList<string> Methods)> rules = [];
        readonly List<Action<IEndpointConventionBuilder>> conventions = [];
        readonly List<IEndpointConventionBuilder> mapped = [];
        Delegate? function;

        public bool IsComplete => function is not null && rules.Count > 0;

        public void Add(IEndpointRouteBuilder routes, string pattern, IReadOnlyList<string> methods)
        {
            rules.Add((routes, pattern, methods));
            if (function is not null) Map(routes, pattern, methods);
        }

        public NamedEndpoint Attach(Delegate given)
        {
            if (function is not null) throw new InvalidOperationException($"{name} already has a function.");
            function = given;
            foreach (var (routes, pattern, methods) in rules) Map(routes, pattern, methods);
            return this;
        }

        public void Add(Action<EndpointBuilder> convention) => Apply(endpoint => endpoint.Add(convention));

        public void Finally(Action<EndpointBuilder> finallyConvention) =>
            Apply(endpoint => endpoint.Finally(finallyConvention));

        // Sets the name as a route name, because several endpoints share it. An endpoint name would have to be unique.
        void Map(IEndpointRouteBuilder routes, string pattern, IReadOnlyList<string> methods)
        {
#pragma warning disable RDG002 // The handler is known at run time only.
            var endpoint = routes.MapMethods(pattern, methods, function!).WithMetadata(new RouteNameMetadata(name));
#pragma warning restore RDG002
            mapped.Add(endpoint);
            foreach (var convention in conventions) convention(endpoint);
        }

        void Apply(Action<IEndpointConventionBuilder> convention)
        {
            conventions.Add(convention);
            foreach (var endpoint in mapped) convention(endpoint);
        }

        public override string ToString() => function is null ? $"{name} has no function" : $"{name} has no rule";
    }
}
