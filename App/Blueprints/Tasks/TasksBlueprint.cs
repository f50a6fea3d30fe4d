using App.Blueprints.Accounts;
using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

public sealed class TasksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/tasks"];

    public override void ConfigureServices(IServiceCollection services) => services.AddScoped<ITaskListener, TaskFlash>();

    public override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/tasks/{id:long}", Poll).RequireAuthorization();

    static IResult Poll(long id, HttpContext context, TaskRunStore runs, IStringLocalizer texts)
    {
        context.Response.Headers.CacheControl = "no-store";
        return runs.Find(id, context.User.AccountId()) is { } run
            ? Results.Json(run.Answer(texts["tasks.unexpected"], texts["tasks.state.cancelled"]))
            : Results.Json(new { detail = "Not found." }, statusCode: StatusCodes.Status404NotFound);
    }
}
