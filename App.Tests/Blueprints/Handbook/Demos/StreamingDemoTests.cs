using System.Text;
using App.Blueprints.Handbook;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class StreamingDemoTests
{
    const string Chapter = "/en/patterns/streaming";
    const string Csv = "/files/patterns/chapters.csv";

    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P19.6")]
    [Trait("Statement", "P19.7")]
    public async Task Rows_are_streamed_as_page_or_fragment_and_the_request_is_available_until_the_last(bool htmx)
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor("de");
        var response = await visitor.Get("/de/patterns/streaming/rows?for=%3Cb%3EAda", htmx);
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal(!htmx, response.Text.Contains("<html", StringComparison.Ordinal));
        Assert.Equal(
            Chapters.All.Select(chapter => chapter.Name),
            response.FindAll("#streamed-rows tbody tr").Select(row => row.Children[1].TextContent)
        );
        Assert.All(response.FindAll("#streamed-rows tbody tr"), row =>
            Assert.Equal("<b>Ada", row.Children[3].TextContent)
        );
        Assert.Equal(("whole", "Page, 25 of 25 rows: all were sent."), await Last(visitor));
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task The_first_row_is_sent_before_the_last_is_computed_and_the_traffic_panel_shows_the_beginning()
    {
        await using var library = await Start(waits: true);
        using var visitor = library.NewVisitor();
        using (
            var response = await visitor.Http.GetAsync(
                $"{Chapter}/rows",
                HttpCompletionOption.ResponseHeadersRead,
                cancelled
            )
        )
        {
            Assert.Null(response.Content.Headers.ContentLength);
            await using var body = await response.Content.ReadAsStreamAsync(cancelled);
            var (text, piece) = ("", new byte[4096]);
            while (!text.Contains($"<td>{Chapters.All[0].Name}</td>", StringComparison.Ordinal))
                text += Encoding.UTF8.GetString(piece, 0, await body.ReadAsync(piece, cancelled));
            Assert.DoesNotContain(Chapters.All[1].Name, text, StringComparison.Ordinal);
            var panel = (await visitor.Get(Chapter)).Find("#exchanges details");
            Assert.Equal("page", panel.GetAttribute("data-exchange"));
            Assert.Contains("X-Accel-Buffering: no", panel.TextContent, StringComparison.Ordinal);
        }
        await Ended(visitor);
        Assert.Equal(("left", "Page, 1 of 25 rows: you left, and no more were made."), await Last(visitor));
    }

    [Fact]
    [Trait("Statement", "P19.2")]
    public async Task CSV_cells_are_quoted_and_never_formulas()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        var response = await visitor.Get($"{Csv}?for=%3D1%2B1%2C+%22x%22");
        Assert.Equal(
            ("text/csv; charset=utf-8", "attachment; filename=chapters.csv"),
            (response.Headers["Content-Type"], response.Headers["Content-Disposition"].Split("; filename*")[0])
        );
        var lines = response.Text.Split("\r\n");
        Assert.Equal("number,name,statements,for,seconds", lines[0]);
        Assert.Matches(@"^1,""Large Applications as Packages"",\d+,""'=1\+1, """"x"""""",\d\.\d{3}$", lines[1]);
        Assert.Equal(Chapters.All.Length + 2, lines.Length);
        Assert.Equal(("whole", "CSV, 25 of 25 rows: all were sent."), await Last(visitor));
    }

    [Theory]
    [InlineData($"{Chapter}/rows")]
    [InlineData(Csv)]
    [Trait("Statement", "P19.4")]
    public async Task A_failure_before_the_first_row_is_an_error_page_and_later_aborts_the_response(string address)
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        // Gets the browser's cookie from a successful response, because an error page does not set it.
        await visitor.Get(Csv);
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.Get($"{address}?end=before")).Status);
        Assert.Equal("failed", (await Last(visitor)).Outcome);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => visitor.Get($"{address}?end=midway"));
        await Ended(visitor, 3);
        Assert.Contains(
            "8 of 25 rows: it failed, and the connection was broken off.",
            (await Last(visitor)).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_form_works_without_scripts_and_the_outcomes_redirect_to_the_chapter()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        var page = await visitor.Submit(
            await visitor.Get(Chapter),
            "#streaming-demo",
            new Dictionary<string, string?> { ["for"] = "Ada" }
        );
        Assert.Equal($"{Chapter}/rows", page.Url.AbsolutePath);
        Assert.Equal(25, page.FindAll("#streamed-rows tbody tr").Count);
        Assert.Equal(Chapter, (await visitor.Get($"{Chapter}/ends")).Url.AbsolutePath);
        Assert.Empty((await visitor.Get($"{Chapter}/ends", htmx: true)).FindAll("h1"));
        for (var i = 0; i < 6; i++) await visitor.Get(Csv);
        Assert.Equal(5, (await visitor.Get(Chapter)).FindAll("#stream-ends li").Count);
    }

    static Task<TestLibrary> Start(bool waits = false) =>
        TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(
                waits ? new Pauses(Timeout.InfiniteTimeSpan) : new Pauses(TimeSpan.Zero)
            )
        );

    static async Task<(string? Outcome, string Text)> Last(Visitor visitor)
    {
        var line = (await visitor.Get(Chapter)).Find("#stream-ends li");
        return (line.GetAttribute("data-outcome"), line.TextContent);
    }

    // Waits until the page lists at least this many ended responses. The server detects a closed connection with a
    // delay.
    static async Task Ended(Visitor visitor, int count = 1)
    {
        while ((await visitor.Get($"{Chapter}/ends", htmx: true)).FindAll("li").Count < count) await Task.Yield();
    }

    /// <summary>
    /// A clock that replaces the pause of 160 ms between streamed rows by <paramref name="pause"/>. Other timers are
    /// real.
    /// </summary>
    sealed class Pauses(TimeSpan pause) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == TimeSpan.FromMilliseconds(160) ? pause : dueTime, period);
    }
}
