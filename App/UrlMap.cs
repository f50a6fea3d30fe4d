using App.Patterns.LazyViews;
using App.Patterns.Packages;

namespace App;

/// <summary>
/// Maps the endpoints that are not pages: the URL, the view and the authorization of each. The first request to an
/// endpoint loads its view. The command <c>check</c> verifies that all views exist. Pages declare their URL with
/// <c>@page</c>.
/// </summary>
static class UrlMap
{
    public static void Map(RegisteredBlueprint blueprint, IEndpointRouteBuilder routes)
    {
        var views = routes.LazyViews(blueprint.Blueprint.GetType().Namespace!, blueprint.Name);
        switch (blueprint.Blueprint.Folder)
        {
            case "Links":
                views.Get("LinksApi.Suggest", "/api/tags/suggest").RequireAuthorization();
                views.Get("LinksApi.Exists", "/api/links/exists").RequireAuthorization();
                break;
            case "Tasks":
                views.Get("TasksApi.Poll", "/api/tasks/{id:long}").RequireAuthorization();
                break;
            case "Transfer":
                views.Get("TransferFiles.Export", "/export/links.{format}").RequireAuthorization();
                views.Get("TransferFiles.Imported", "/files/imports/{id:long}").RequireAuthorization();
                views.Get("TransferFiles.Refused", "/files/imports/{id:long}/refused.html").RequireAuthorization();
                break;
        }
    }
}
