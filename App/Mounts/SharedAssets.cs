using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.StaticAssets;

namespace App.Mounts;

/// <summary>
/// Serves the static files of the main application and of all shelves (separate libraries at <c>/~name</c>). The files
/// are the same everywhere, so a shelf needs no routes for static files.
/// </summary>
sealed class SharedAssets
{
    Lazy<Table>? table;

    /// <summary>
    /// The fingerprinted names of the files; null when the main application has no pages.
    /// </summary>
    public ResourceAssetCollection? Names => table?.Value.Names;

    /// <summary>
    /// Sets the application whose static files are served. The route table of that application is read later, at the
    /// first use, because then all endpoints are mapped.
    /// </summary>
    public void Use(WebApplication app) => table = new(() => Table.Of(app));

    /// <summary>Sends the static file at a path. Returns false when no such file exists.</summary>
    public async ValueTask<bool> TrySend(HttpContext context, PathString root, PathString path)
    {
        if (table is null || !table.Value.Paths.Contains(path.Value ?? "")) return false;
        (context.Request.PathBase, context.Request.Path) = (root, path);
        await table.Value.Send(context);
        return true;
    }

    sealed record Table(FrozenSet<string> Paths, ResourceAssetCollection? Names, RequestDelegate Send)
    {
        public static Table Of(WebApplication app)
        {
            var endpoints = ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .ToList();
            List<RouteEndpoint> assets =
            [
                .. endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null),
            ];
            var branch = new ApplicationBuilder(app.Services);
            branch.UseRouting();
            branch.UseEndpoints(routes => routes.DataSources.Add(new DefaultEndpointDataSource(assets)));
            return new(
                assets
                    .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
                    .ToFrozenSet(StringComparer.Ordinal),
                endpoints
                    .Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>())
                    .FirstOrDefault(names => names is not null),
                branch.Build()
            );
        }
    }
}
