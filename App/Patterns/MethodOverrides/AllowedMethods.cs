using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// The methods that an address is mapped for, read from the table of endpoints. Routing tells them itself, unless another pattern nearly fits
/// the address: then it says that there is nothing. Only a request that goes wrong looks here.
/// </summary>
public sealed class AllowedMethods(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    /// <summary>In order, OPTIONS with them; none for an address of nothing. Pages are not looked for: they take any method as far as routing goes.</summary>
    /// <param name="context">The request, whose method does not matter.</param>
    /// <param name="among">Which endpoints count; all when null.</param>
    public IReadOnlyList<string> At(HttpContext context, Func<RouteEndpoint, bool>? among = null)
    {
        var methods = from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
                      where among?.Invoke(endpoint) != false && Matches(endpoint.RoutePattern, context)
                      from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
                      select method;
        var told = methods.ToHashSet(StringComparer.Ordinal);
        return told.Count == 0 ? [] : [.. told.Append(HttpMethods.Options).Distinct().Order(StringComparer.Ordinal)];
    }

    bool Matches(RoutePattern pattern, HttpContext context)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)).TryMatch(context.Request.Path, values)
            && pattern.ParameterPolicies.All(parameter => parameter.Value.All(policy =>
                policies.Create(pattern.GetParameter(parameter.Key), policy) is not IRouteConstraint constraint
                || constraint.Match(context, route: null, parameter.Key, values, RouteDirection.IncomingRequest)));
    }
}
