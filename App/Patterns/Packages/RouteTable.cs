using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Patterns.Packages;

/// <summary>An address that an application answers.</summary>
/// <param name="Address">As a pattern.</param>
/// <param name="Methods">With commas between; <c>*</c> for any.</param>
/// <param name="Handler">The page, the file or the endpoint that answers.</param>
/// <param name="Blueprint">To which it belongs, if to any.</param>
/// <param name="IsFile">A file that is sent as it is.</param>
public sealed record RouteEntry(string Address, string Methods, string Handler, string? Blueprint, bool IsFile);

/// <summary>
/// Every address of an application, by address. Flask: Large Applications as Packages (<c>flask routes</c>).
/// </summary>
public static class RouteTable
{
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
