using App.Patterns.Packages;
using App.Patterns.Sqlite;
using Dapper;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Testing;

/// <summary>The site with an additional blueprint (a module), whose endpoints help to test the pipeline.</summary>
public class ProbeLibrary(AppSettings settings) : LibraryApp(settings)
{
    protected override IReadOnlyList<Blueprint> Blueprints => [.. base.Blueprints, new ProbeBlueprint()];

    sealed class ProbeBlueprint : Blueprint
    {
        public override void Map(IEndpointRouteBuilder routes)
        {
            routes.Map("/probe/throw", string () => throw new InvalidOperationException("a secret of the house"));
            routes.Map("/api/probe/throw", string () => throw new InvalidOperationException("a secret of the house"));
            routes.Map("/probe/full", string () => throw new IOException("No space left on device", 28));
            routes.MapGet("/probe/status/{status:int}", (int status) => Results.StatusCode(status));
            routes.MapGet("/api/probe/status/{status:int}", (int status) => Results.StatusCode(status));
            routes.MapGet("/probe/throw-late", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                throw new InvalidOperationException();
            });
            routes.MapPost("/probe/form", async (HttpRequest request) =>
                request.HasFormContentType
                    ? Results.Json((await request.ReadFormAsync()).Count)
                    : Results.StatusCode(415)
            );
            routes.MapGet("/probe/settings", (AppSettings settings) => settings.DataDirectory);
            routes.MapGet("/probe/culture", () => 1.5.ToString(System.Globalization.CultureInfo.CurrentCulture));
            routes.MapPost("/probe/write", (OnDemandConnection connection, string name) => connection.Transact(() =>
                    connection.Execute(
                        """
                        insert into accounts (name, name_key, password_hash, language, created_at)
                        values (@name, @name, '', 'en', 0)
                        """,
                        new { name }
                    )
                ));
            routes.MapGet("/probe/read", (OnDemandConnection connection) =>
                connection.ExecuteScalar<long>("select count(*) from accounts")
            );
        }
    }
}
