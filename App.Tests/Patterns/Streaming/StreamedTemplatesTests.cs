using System.Globalization;
using App.Tests.Testing;

namespace App.Tests.Patterns.Streaming;

public sealed class StreamedTemplatesTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P19.6"), Trait("Statement", "P19.7")]
    public async Task A_streamed_template_has_the_context_of_the_page_and_its_layout()
    {
        await using var app = await Serving(new StreamedRows(1, 2, 3));
        var (status, text) = await app.Get("/rows?name=<ada>", language: "de");
        Assert.Equal(
            (
                200,
                "<head>de-DE</head><li>1 &lt;ada&gt; 1,5 True</li><li>2 &lt;ada&gt; 1,5 True</li>"
                    + "<li>3 &lt;ada&gt; 1,5 True</li><foot>"
            ),
            (status, text)
        );
    }

    [Fact]
    [Trait("Statement", "P19.6"), Trait("Statement", "P19.1"), Trait("Statement", "P19.3")]
    public async Task The_first_row_is_sent_before_the_second_is_computed_even_with_compression()
    {
        var release = new TaskCompletionSource();
        await using var app = await Serving(new StreamedRows(1, release.Task, 2), compress: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rows");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Null(answer.Content.Headers.ContentLength);
        Assert.Equal("no", Assert.Single(answer.Headers.GetValues("X-Accel-Buffering")));
        using var reader = new StreamReader(
            new System.IO.Compression.GZipStream(
                await answer.Content.ReadAsStreamAsync(cancelled),
                System.IO.Compression.CompressionMode.Decompress
            )
        );
        var begun = new char["<head></head><li>1".Length];
        Assert.Equal(begun.Length, await reader.ReadBlockAsync(begun, cancelled));
        release.SetResult();
        Assert.EndsWith("<foot>", await reader.ReadToEndAsync(cancelled), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P19.6")]
    public async Task Available_rows_are_flushed_in_batches()
    {
        var flushes = 0;
        var rows = new StreamedRows([.. Enumerable.Range(0, 1000).Cast<object>()]);
        await using var app = await Serving(rows, onFlush: () => flushes++);
        Assert.Equal(200, (await app.Get("/rows")).Status);
        Assert.InRange(flushes, 1000 / 64, 1000 / 64 + 4);
    }

    [Fact]
    [Trait("Statement", "P19.4")]
    public async Task A_failure_before_the_first_row_is_an_error_page()
    {
        foreach (var failure in (object[])[new InvalidOperationException("no row"), "no template"])
        {
            var rows = new StreamedRows(failure);
            await using var app = await Serving(rows);
            Assert.Equal(500, (await app.Get("/rows")).Status);
            Assert.True(rows.Closed.Task.IsCompleted);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P19.4"), Trait("Statement", "P19.7")]
    public async Task A_failure_midway_aborts_the_response_and_closes_the_rows(bool inTemplate)
    {
        var arrived = new TaskCompletionSource();
        var rows = new StreamedRows([
            .. Enumerable.Range(0, 1000).Cast<object>(),
            arrived.Task,
            inTemplate ? "no template" : new InvalidOperationException("row 1,000"),
        ]);
        await using var app = await Serving(rows);
        using var answer = await app.Http.GetAsync("/rows", HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        arrived.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(cancelled));
        await rows.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10), cancelled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Statement", "P19.5")]
    public async Task A_disconnect_closes_the_rows(bool waiting)
    {
        var rows = waiting ? new StreamedRows(1, new TaskCompletionSource().Task) : new StreamedRows { Endless = true };
        await using var app = await Serving(rows);
        using (var answer = await app.Http.GetAsync("/rows", HttpCompletionOption.ResponseHeadersRead, cancelled))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await rows.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10), cancelled);
    }

    [Fact]
    [Trait("Statement", "P19.5")]
    public async Task HEAD_reads_no_rows()
    {
        var rows = new StreamedRows(1, 2);
        await using var app = await Serving(rows);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/rows");
        using var answer = await app.Http.SendAsync(request, cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(rows.Begun);
    }

    static Task<BareApp> Serving(StreamedRows rows, bool compress = false, Action? onFlush = null) =>
        BareApp.Start(
            app =>
            {
                if (compress)
                    app.UseResponseCompression();
                app.Use(
                    (context, next) =>
                    {
                        context.Response.OnStarting(() => Task.CompletedTask);
                        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                            context.Request.Headers.AcceptLanguage == "de" ? "de-DE" : ""
                        );
                        if (onFlush is not null)
                            context.Response.Body = new CountedFlushes(context.Response.Body, onFlush);
                        return next(context);
                    }
                );
                app.UseRouting();
                app.MapRazorPages();
            },
            builder =>
            {
                new TestViews()
                    .Page<RowsPage>("/Room/Rows", "/rows")
                    .Partial<RowsLayout>("/Shared/_Layout")
                    .AddTo(builder.Services);
                builder.Services.AddSingleton(rows).AddScoped<OpenRows>().AddResponseCompression();
            }
        );
}
