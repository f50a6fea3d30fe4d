using System.Collections.Concurrent;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// Addresses and functions brought together by a name: a rule says which address leads to which name, a function is
/// attached to the name elsewhere, several rules may share it. Flask: View Decorators, Endpoint Decorator. Unlike there
/// a name without a function stops the application from starting.
/// </summary>
public static class NamedEndpoints
{
    public static IServiceCollection AddNamedEndpoints(this IServiceCollection services) =>
        services
            .AddSingleton<EndpointNames>()
            .AddHostedService<EndpointNameValidator>()
            .AddSingleton<IEndpointAddressScheme<NamedAddress>, NamedAddresses>();

    /// <summary>An address that leads to a name; GET alone unless <paramref name="methods"/> say otherwise.</summary>
    public static void MapRule(
        this IEndpointRouteBuilder routes,
        string pattern,
        string name,
        params IReadOnlyList<string> methods
    ) => Of(routes, name).Add(routes, pattern, methods.Count == 0 ? [HttpMethods.Get] : methods);

    /// <summary>
    /// The function behind a name; what is added to the result holds for all its addresses. Throws when the name has
    /// one already.
    /// </summary>
    public static IEndpointConventionBuilder Attach(
        this IEndpointRouteBuilder routes,
        string name,
        Delegate function
    ) => Of(routes, name).Attach(function);

    /// <summary>
    /// The path, with the base, of the address of this name that takes most of the values, the others in its query;
    /// null when there is none. What the current address holds is not taken over.
    /// </summary>
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

    // The platform's own would take the first address that is content, and hand it the name of a member as ?name=.
    sealed class NamedAddresses(EndpointDataSource endpoints) : IEndpointAddressScheme<NamedAddress>
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
                    $"Rules and functions that do not meet: {string.Join("; ", bad)}."
                )
                : Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Rules and conventions arrive before the function or after it.</summary>
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
            if (function is not null) throw new InvalidOperationException($"{name} has a function already.");
            function = given;
            foreach (var (routes, pattern, methods) in rules) Map(routes, pattern, methods);
            return this;
        }

        public void Add(Action<EndpointBuilder> convention) => Apply(endpoint => endpoint.Add(convention));

        public void Finally(Action<EndpointBuilder> finallyConvention) =>
            Apply(endpoint => endpoint.Finally(finallyConvention));

        // A name of a route, not of an endpoint: the platform lets several routes share it.
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

        public override string ToString() => function is null ? $"{name} has no function" : $"{name} has no address";
    }
}
