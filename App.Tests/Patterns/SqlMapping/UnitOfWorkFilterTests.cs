using System.Data.Common;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Tests.Patterns.SqlMapping;

public sealed class UnitOfWorkFilterTests : IDisposable
{
    readonly TestDatabase database = new(
        "create table notes (id integer primary key, text text not null unique) strict"
    );

    public void Dispose() => database.Dispose();

    [Fact]
    [Trait("Statement", "P07.5")]
    [Trait("Statement", "P08.1")]
    public async Task An_unsafe_request_commits_before_the_response_and_rolls_back_on_an_exception()
    {
        await using var site = await Start();
        Assert.Equal(HttpStatusCode.NoContent, await Post(site, "/notes?text=kept"));
        Assert.Equal(["kept"], Notes());
        Assert.Equal(HttpStatusCode.InternalServerError, await Post(site, "/notes?text=lost&fail=true"));
        Assert.Equal(["kept"], Notes());
        Assert.Equal(HttpStatusCode.NoContent, await Post(site, "/notes?text=again"));
        Assert.Equal(["kept", "again"], Notes());
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public async Task Two_hundred_parallel_write_requests_succeed()
    {
        await using var site = await Start();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Post(site, $"/notes?text={i}")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer));
        Assert.Equal(200, Notes().Count);
    }

    List<string> Notes() =>
        database.InScope(connection => connection.Query<string>("select text from notes order by id").AsList());

    static async Task<HttpStatusCode> Post(BareApp site, string url)
    {
        using var response = await site.Http.PostAsync(url, content: null, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    Task<BareApp> Start() =>
        BareApp.Start(
            services =>
            {
                new TestViews().Page<NoteView>("/Notes/New", "/notes").AddTo(services);
                services.AddSqlite(database.File).AddSqlMapping();
                services.AddMvcCore(options => options.Filters.Add<UnitOfWorkFilter>());
            },
            app =>
            {
                app.UseRouting();
                app.MapRazorPages();
            }
        );
}

[IgnoreAntiforgeryToken]
public sealed class NotePage(DbConnection connection) : PageModel
{
    public IActionResult OnPost(string text, bool fail)
    {
        connection.Execute("insert into notes (text) values (@text)", new { text });
        return fail ? throw new InvalidOperationException() : new NoContentResult();
    }
}

public sealed class NoteView : Page
{
    public ViewDataDictionary<NotePage> ViewData => (ViewDataDictionary<NotePage>)PageContext.ViewData;

    public NotePage Model => ViewData.Model;

    public override Task ExecuteAsync() => Task.CompletedTask;
}
