using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// The methods that an address is mapped for, read from the table of endpoints. Routing's own word is not enough: where
/// another pattern nearly fits the address, it says that there is nothing, or refuses the method of something that is
/// not there. Only a request that goes wrong looks here.
/// </summary>
public sealed class AllowedMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    /// <summary>
    /// In order, OPTIONS with them; none for an address of nothing. Pages are not looked for: they take any method as
    /// far as routing goes.
    /// </summary>
    /// <param name="context">The request, whose method does not matter.</param>
    /// <param name="among">Which endpoints count; all when null.</param>
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
    /// Whether routing found an address and refuses the method. It has compared the shape of the address with the
    /// patterns, not more.
    /// </summary>
    public static bool AreRefused(HttpContext context) =>
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
