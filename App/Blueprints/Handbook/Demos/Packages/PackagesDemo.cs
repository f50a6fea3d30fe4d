using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Packages;

/// <summary>Lists the blueprints of the running application, and the routes of the selected blueprint.</summary>
public sealed class PackagesDemo(
    IReadOnlyList<RegisteredBlueprint> blueprints,
    EndpointDataSource endpoints,
    IHttpContextAccessor accessor
) : Demonstration
{
    public override string Slug => "packages";

    public override string Partial => "_Packages";

    public IReadOnlyList<RegisteredBlueprint> Blueprints => blueprints;

    /// <summary>The blueprint that the query string selects, otherwise the last one without a parent.</summary>
    public RegisteredBlueprint Chosen =>
        blueprints.FirstOrDefault(blueprint => blueprint.Name == Requested)
        ?? blueprints.Last(blueprint => blueprint.Parent is null);

    /// <summary>The routes of a blueprint, read from the endpoints that routing uses.</summary>
    public IReadOnlyList<BlueprintAddress> AddressesOf(RegisteredBlueprint blueprint) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RegisteredBlueprint>() == blueprint)
            .Select(endpoint => new BlueprintAddress(
                $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}",
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? $"App{page.RelativePath}" : null))
            .Distinct()
            .OrderBy(address => address.Pattern, StringComparer.Ordinal),
    ];

    string? Requested => accessor.HttpContext?.Request.Query["blueprint"];
}

/// <param name="Pattern">The route pattern.</param>
/// <param name="Page">The path of the page's markup; null for an endpoint that is not a page.</param>
public sealed record BlueprintAddress(string Pattern, string? Page);
