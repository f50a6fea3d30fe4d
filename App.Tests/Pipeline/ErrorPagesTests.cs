using System.Text.Json;
using App.Blueprints.Search;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class ErrorPagesTests(SharedProbeLibrary shared)
    : IClassFixture<SharedProbeLibrary>, IDisposable
{
    readonly TestLibrary library = shared.Library;
    readonly Visitor visitor = shared.Library.NewVisitor();

    public void Dispose() => visitor.Dispose();

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(507)]
    public async Task An_empty_error_response_becomes_a_page_a_flash_message_for_htmx_or_an_API_problem(int status)
    {
        var page = await visitor.Get($"/probe/status/{status}");
        Assert.Equal(status, (int)page.Status);
        Assert.Single(page.FindAll("title"));
        Assert.Single(page.FindAll("main h1"));
        Assert.Equal("/en/", page.Find("main a.button").GetAttribute("href"));
        Assert.DoesNotContain("errors.", page.Text, StringComparison.Ordinal);

        var note = await visitor.Get($"/probe/status/{status}", htmx: true);
        Assert.Equal(status, (int)note.Status);
        Assert.StartsWith("<li", note.Text.TrimStart(), StringComparison.Ordinal);
        Assert.Equal("#flashes", note.Headers["HX-Retarget"]);
        Assert.DoesNotContain("<html", note.Text, StringComparison.Ordinal);

        var problem = await visitor.Get($"/api/probe/status/{status}");
        Assert.Equal(status, (int)problem.Status);
        Assert.StartsWith("application/problem+json", problem.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(status, JsonDocument.Parse(problem.Text).RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/probe/throw")]
    [InlineData("POST", "/probe/throw")]
    [InlineData("PUT", "/api/probe/throw")]
    public async Task An_exception_is_500_without_internal_details(string method, string url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Headers.ContainsKey("Content-Security-Policy"));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    [Trait("Statement", "P09.13")]
    public async Task A_full_disk_is_507()
    {
        var answer = await visitor.Get("/probe/full");
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.Status);
        Assert.Contains("disk", answer.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_after_the_response_has_started_aborts_the_connection() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.Get("/probe/throw-late"));

    [Fact]
    public async Task A_404_page_is_in_the_language_of_the_URL()
    {
        Assert.Contains("Seite nicht gefunden", (await visitor.Get("/de/nope")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Page introuvable",
            WebUtility.HtmlDecode((await visitor.Get("/fr/nope", htmx: true)).Text),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/api/nope")).Status);
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public async Task A_write_that_waits_too_long_is_503_with_Retry_After_while_reads_continue()
    {
        await using var library = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        using var visitor = library.NewVisitor();
        using var database = new SqliteDatabase(library.Settings.LibraryFile);
        using (var other = database.Open())
        using (other.BeginTransaction())
        {
            using var write = new HttpRequestMessage(HttpMethod.Post, "/probe/write?name=late");
            var waiting = visitor.Send(write);
            Assert.Equal("0", (await visitor.Get("/probe/read")).Text);
            Assert.False(waiting.IsCompleted);
            var answer = await waiting;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("5", answer.Headers["Retry-After"]);
            Assert.Single(answer.FindAll("main h1"));
        }
        using var again = new HttpRequestMessage(HttpMethod.Post, "/probe/write?name=late");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Send(again)).Status);
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public async Task A_read_only_database_serves_reads_and_writes_are_503()
    {
        await using var closed = await TestLibrary.Start(
            settings => settings with { Worker = WorkerMode.External },
            builder =>
                builder.Services.AddSingleton(services => new SqliteDatabase(
                    $"file:{services.GetRequiredService<AppSettings>().LibraryFile}?mode=ro",
                    FtsTokens.Register
                )),
            settings => new ProbeLibrary(settings)
        );
        using var reader = closed.NewVisitor();
        Assert.Equal("0", (await reader.Get("/probe/read")).Text);
        Assert.Equal(HttpStatusCode.OK, (await reader.Get("/en/")).Status);
        var answer = await reader.Submit(
            await reader.Get("/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada-l",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("60", answer.Headers["Retry-After"]);
        Assert.Single(answer.FindAll("main h1"));
    }

    [Fact]
    [Trait("Statement", "P07.3")]
    public async Task A_thousand_requests_do_not_increase_the_number_of_open_files()
    {
        await Read(50);
        var before = OpenFiles();
        await Read(1000);
        // Four parallel requests use at most four database connections, each with three open files.
        Assert.InRange(OpenFiles(), 0, before + 12);

        Task Read(int times) =>
            Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, cancelled) =>
                Assert.Equal("0", await visitor.Http.GetStringAsync("/probe/read", cancelled))
            );
        int OpenFiles() =>
            Directory
                .GetFiles("/proc/self/fd")
                .Count(file =>
                    new FileInfo(file).LinkTarget?.StartsWith(library.Settings.DataDirectory, StringComparison.Ordinal)
                    == true
                );
    }
}
