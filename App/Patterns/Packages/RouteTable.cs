using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Patterns.Packages;

/// <summary>One route of an application.</summary>
/// <param name="Address">The route pattern, with a leading slash.</param>
/// <param name="Methods">The HTTP methods, separated by commas; <c>*</c> for any.</param>
/// <param name="Handler">The page, the file or the name of the endpoint.</param>
/// <param name="Blueprint">The name of the blueprint that the route belongs to; null for none.</param>
/// <param name="IsFile">Whether the route serves a static file.</param>
public sealed record RouteEntry(string Address, string Methods, string Handler, string? Blueprint, bool IsFile);

/// <summary>
/// Lists the routes of an application. Flask documentation: Large Applications as Packages (<c>flask routes</c>).
/// </summary>
public static class RouteTable
{
    /// <summary>Lists the routes of endpoint sources.</summary>
    /// <param name="sources">The endpoint sources.</param>
    /// <returns>Each route once, sorted by pattern and then by methods.</returns>
    public static IReadOnlyList<RouteEntry> Of(params IEnumerable<EndpointDataSource> sources) =>
        [
            .. sources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(endpoint => new RouteEntry(
                    Address(endpoint),
                    Methods(endpoint),
                    Handler(endpoint),
                    endpoint.Metadata.GetMetadata<RegisteredBlueprint>()?.Name,
                    endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
                ))
                .Distinct()
                .OrderBy(route => route.Address, StringComparer.Ordinal)
                .ThenBy(route => route.Methods, StringComparer.Ordinal),
        ];

    static string Address(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    static string Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
            ? string.Join(',', methods)
            : "*";

    static string Handler(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? page.RelativePath
        : endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is { } asset ? $"wwwroot/{asset.AssetPath}"
        : endpoint.DisplayName ?? "";
}
