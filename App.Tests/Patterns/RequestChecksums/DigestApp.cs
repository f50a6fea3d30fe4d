using System.Data.Common;
using System.Text;
using App.Patterns.RequestChecksums;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.RequestChecksums;

/// <summary>An application whose endpoints verify the digest of a request and store its body.</summary>
public abstract class DigestApp : IAsyncLifetime
{
    private protected static readonly byte[] body = Encoding.UTF8.GetBytes("a=1&b=2");
    private protected static readonly byte[] other = Encoding.UTF8.GetBytes("a=1&b=3");

    private protected readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected BareApp app = null!;
    private protected string files = "";

    public async ValueTask InitializeAsync() =>
        app = await BareApp.Start(
            (services, directory) =>
            {
                files = Path.Combine(directory, "files");
                var file = Path.Combine(directory, "test.db");
                services.AddSqlite(file).AddSqlMapping();
                using (var database = new SqliteDatabase(file))
                    Migrations
                        .Of((1, "0001_kept.sql", "create table kept (text text not null) strict;"))
                        .Apply(database);
                new TestViews().Page<KeepingPage>("/Keep", "/keep").AddTo(services);
                services.AddRazorPages().AddMvcOptions(options => options.Filters.Add<UnitOfWorkFilter>());
                services.AddSingleton(
                    new UploadSet
                    {
                        Name = "kept",
                        Extensions = ["bin"],
                        MaxBytes = 1 << 20,
                        Directory = files,
                    }
                );
            },
            app =>
            {
                app.Use(
                    async (context, next) =>
                    {
                        try
                        {
                            await next(context);
                        }
                        catch (BadHttpRequestException error)
                        {
                            context.Response.Clear();
                            context.Response.StatusCode = error.StatusCode;
                        }
                        finally
                        {
                            ended.TrySetResult();
                        }
                    }
                );
                app.UseRequestChecksums();
                app.UseRouting();
                app.MapRazorPages();
                app.MapPost("/save", async (HttpContext context, UploadSet set) =>
                        await set.Save(context.Request.Body, "f.bin", default)
                    )
                    .VerifyDigest();
                app.MapPost("/transact", async (HttpContext context, OnDemandConnection connection) =>
                    {
                        await context.Request.Body.CopyToAsync(Stream.Null);
                        connection.Transact(() => connection.Execute("insert into kept (text) values ('transacted')"));
                    })
                    .VerifyDigest();
            }
        );

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return app.DisposeAsync();
    }

    private protected async Task<Answer> Keep(params (string, string)[] fields)
    {
        using var content = new ByteArrayContent(body);
        return await app.Post("/keep", content, fields);
    }

    private protected long Rows() =>
        app.InScope(services =>
            services.GetRequiredService<DbConnection>().ExecuteScalar<long>("select count(*) from kept")
        );
}
