using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace App.Patterns.MethodOverrides;

/// <summary>Finds the HTTP methods that a path is mapped for, in the endpoints of the application.</summary>
/// <remarks>
/// Routing alone is not reliable. When another pattern almost matches the path, routing reports 404 instead of 405, or
/// 405 for a path that is not mapped. The search is slow, so use it only for requests that failed.
/// </remarks>
/// <param name="endpoints">The endpoints of the application.</param>
/// <param name="policies">Creates the route constraints that a path is checked with.</param>
public sealed class AllowedMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    /// <summary>Returns the methods for the path of a request.</summary>
    /// <remarks>Razor Pages are not included, because their endpoints accept any method.</remarks>
    /// <param name="context">The request, whose method is ignored.</param>
    /// <param name="among">A filter that selects the endpoints to search; null for all.</param>
    /// <returns>The methods, sorted and including OPTIONS; empty when no endpoint matches the path.</returns>
    public IReadOnlyList<string> At(HttpContext context, Func<RouteEndpoint, bool>? among = null)
    {
        var methods =
            from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            where
                among?.Invoke(endpoint) != false
                && IsHere(endpoint, context.Request.Host)
                && Matches(endpoint.RoutePattern, context)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            select method;
        var told = methods.ToHashSet(StringComparer.Ordinal);
        return told.Count == 0 ? [] : [.. told.Append(HttpMethods.Options).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whether routing matched the path but refused the method. Routing decides this before it checks route
    /// constraints, so confirm the result with <see cref="At"/>.
    /// </summary>
    /// <param name="context">The request, after routing.</param>
    /// <returns>True when routing selected its own 405 endpoint.</returns>
    public static bool IsMethodRefused(HttpContext context) =>
        context?.GetEndpoint() is { } endpoint and not RouteEndpoint
        && endpoint.DisplayName?.StartsWith("405", StringComparison.Ordinal) == true;

    static bool IsHere(RouteEndpoint endpoint, HostString host) =>
        endpoint.Metadata.GetMetadata<IHostMetadata>() is not { Hosts.Count: > 0 } of
        || of.Hosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
        || of.Hosts.Contains(host.Value, StringComparer.OrdinalIgnoreCase);

    bool Matches(RoutePattern pattern, HttpContext context)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)).TryMatch(
                context.Request.Path,
                values
            )
            && pattern.ParameterPolicies.All(parameter =>
                parameter.Value.All(policy =>
                    policies.Create(pattern.GetParameter(parameter.Key), policy) is not IRouteConstraint constraint
                    || constraint.Match(context, route: null, parameter.Key, values, RouteDirection.IncomingRequest)
                )
            );
    }
}
