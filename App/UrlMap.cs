using App.Patterns.LazyViews;
using App.Patterns.Packages;

namespace App;

/// <summary>
/// Every machine address of the blueprints: the address, the name of the view, who may ask. Nothing here touches their
/// code, which is loaded when somebody asks; <c>check</c> tells whether all of it is there. A page has its address on
/// its own first line.
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
