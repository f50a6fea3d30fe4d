using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Patterns.BackgroundTasks;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tasks;

/// <summary>JSON endpoint that API clients poll for the state of a task.</summary>
static class TasksApi
{
    public static IResult Poll(long id, HttpContext context, TaskRunStore runs, IStringLocalizer texts)
    {
        context.Response.Headers.CacheControl = "no-store";
        return runs.Find(id, context.User.AccountId()) is { } run
            ? Results.Json(
                (run with { Error = TaskTexts.ErrorOf(run, texts) }).Answer(
                    texts["tasks.unexpected"],
                    texts["tasks.state.cancelled"]
                )
            )
            : Results.Json(new { detail = "Not found." }, statusCode: StatusCodes.Status404NotFound);
    }
}
