using App.Tests.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace App.Tests.Architecture;

/// <summary>Lists the URLs of the application's endpoints, with the HTTP methods that each URL supports.</summary>
static class RouteUrls
{
    /// <summary>Returns the URL and methods of every endpoint. Example values replace the route parameters.</summary>
    public static async Task<IReadOnlyList<(string Url, HashSet<string> Methods)>> Addresses(
        TestLibrary library, string root)
    {
        var loader = library.Services.GetRequiredService<PageLoader>();
        Dictionary<string, HashSet<string>> addresses = new() { ["/favicon.ico"] = ["GET", "HEAD"] };
        foreach (
            var endpoint in library
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Order != int.MaxValue)
        )
        {
            // Skips the compressed variant of a static file, because the uncompressed file has the same URL.
            if (endpoint.Metadata.GetMetadata<ContentEncodingMetadata>() is not null) continue;
            var url = root + Filled(endpoint.RoutePattern);
            IEnumerable<string> methods = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? Of(await loader.LoadAsync(page, EndpointMetadataCollection.Empty))
                : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
                    ?? throw new InvalidOperationException($"{url} does not say its methods");
            if (!addresses.TryGetValue(url, out var known))
                addresses[url] = known = [];
            known.UnionWith(methods);
        }
        return
        [
            .. addresses
                .Select(address => (address.Key, address.Value))
                .OrderBy(address => address.Key, StringComparer.Ordinal),
        ];
    }

    public static HashSet<string> Of(CompiledPageActionDescriptor page)
    {
        HashSet<string> methods = [.. page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant())];
        if (methods.Count == 0 || methods.Contains("POST")) methods.Add("GET");
        if (methods.Contains("GET")) methods.Add("HEAD");
        return methods;
    }

    public static bool IsFeed(RoutePattern pattern) =>
        pattern.RawText!.TrimStart('/').StartsWith("feeds/", StringComparison.Ordinal);

    public static string Filled(RoutePattern pattern)
    {
        var path =
            "/"
            + string.Join(
                '/',
                pattern.PathSegments.Select(segment =>
                    string.Concat(
                        segment.Parts.Select(part =>
                            part switch
                            {
                                RoutePatternParameterPart parameter => parameter.Name switch
                                {
                                    "lang" => "en",
                                    "name" => "walker",
                                    "format" => IsFeed(pattern) ? "atom" : "csv",
                                    _ => "1",
                                },
                                RoutePatternLiteralPart literal => literal.Content,
                                RoutePatternSeparatorPart separator => separator.Content,
                                _ => "",
                            }
                        )
                    )
                )
            );
        return pattern.PathSegments.Count == 1 && path == "/en" ? "/en/" : path;
    }
}
