using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Pipeline;

/// <summary><c>/health</c>: the process answers; with <c>?deep=1</c> the database does too. Ends at routing, past the rest of the pipeline.</summary>
static class Health
{
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/health", ["GET", "HEAD"], (string? deep, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (deep is null or "" or "0") return Results.Json(new { status = "ok" });
            try
            {
                context.RequestServices.GetRequiredService<SqliteDatabase>().Check();
                return Results.Json(new { status = "ok", database = "ok" });
            }
            catch (SqliteException error)
            {
                return Results.Json(new { status = "failed", database = error.Message }, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).ShortCircuit();
}
