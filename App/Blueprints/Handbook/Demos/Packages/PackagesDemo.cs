using App.Patterns.Packages;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Handbook.Demos.Packages;

/// <summary>
/// The blueprints of the application that is running, in their order, and the addresses of the one that is chosen.
/// </summary>
public sealed class PackagesDemo(
    IReadOnlyList<RegisteredBlueprint> blueprints,
    EndpointDataSource endpoints,
    IHttpContextAccessor accessor
) : Demonstration
{
    public override string Slug => "packages";

    public override string Partial => "_Packages";

    public IReadOnlyList<RegisteredBlueprint> Blueprints => blueprints;

    /// <summary>The one the query names, else the last that has no parent.</summary>
    public RegisteredBlueprint Chosen =>
        blueprints.FirstOrDefault(blueprint => blueprint.Name == Asked)
        ?? blueprints.Last(blueprint => blueprint.Parent is null);

    /// <summary>Read from the table that routing itself uses.</summary>
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

    string? Asked => accessor.HttpContext?.Request.Query["blueprint"];
}

/// <param name="Pattern">As routing has it.</param>
/// <param name="Page">The path of the page's markup; null for an endpoint that is no page.</param>
public sealed record BlueprintAddress(string Pattern, string? Page);
