using App.Patterns.LazyViews;
using App.Patterns.Packages;

namespace App;

/// <summary>
/// Maps the endpoints that are not pages: their URL, their view (the handler method) and their authorization. The first
/// request to an endpoint loads its view. The command <c>check</c> verifies that all views exist. Pages declare their
/// URL with <c>@page</c>.
/// </summary>
static class UrlMap
{
    static readonly LazyEndpoint[] endpoints =
    [
        new("Links", "/api/tags/suggest", "LinksApi.Suggest"),
        new("Links", "/api/links/exists", "LinksApi.Exists"),
        new("Tasks", "/api/tasks/{id:long}", "TasksApi.Poll"),
        new("Transfer", "/export/links.{format}", "TransferFiles.Export"),
        new("Transfer", "/files/imports/{id:long}", "TransferFiles.Imported"),
        new("Transfer", "/files/imports/{id:long}/refused.html", "TransferFiles.Refused"),
    ];

    /// <summary>Maps the endpoints of one blueprint. All of them require a signed-in user.</summary>
    public static void Map(RegisteredBlueprint blueprint, IEndpointRouteBuilder routes)
    {
        var views = routes.LazyViews(blueprint.Blueprint.GetType().Namespace!, blueprint.Name);
        foreach (var endpoint in endpoints.Where(one => one.Blueprint == blueprint.Blueprint.Folder))
            views.Get(endpoint.View, endpoint.Url).RequireAuthorization();
    }

    /// <summary>An endpoint for GET requests of signed-in users.</summary>
    /// <param name="Blueprint">The folder of the blueprint.</param>
    /// <param name="Url">The route pattern.</param>
    /// <param name="View">The class in that folder and its method, such as <c>TransferFiles.Export</c>.</param>
    sealed record LazyEndpoint(string Blueprint, string Url, string View);
}
