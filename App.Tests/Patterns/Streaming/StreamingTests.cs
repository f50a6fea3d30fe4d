using System.IO.Pipelines;
using System.Text;
using App.Patterns.Streaming;
using App.Tests.Testing;
using static App.Tests.Patterns.Streaming.StreamingApp;

namespace App.Tests.Patterns.Streaming;

[Collection(nameof(MemoryTests))]
public sealed class StreamingTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P19.1"), Trait("Statement", "P19.3")]
    public async Task The_first_chunk_is_sent_before_the_last_is_computed()
    {
        var release = new TaskCompletionSource();
        await using var app = await Serving(async (writer, token) =>
        {
            await Send(writer, "first\n", token);
            await release.Task.WaitAsync(token);
            await Send(writer, "last\n", token);
        });
        using var answer = await app.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Null(answer.Content.Headers.ContentLength);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancelled));
        Assert.Equal("first", await reader.ReadLineAsync(cancelled));
        release.SetResult();
        Assert.Equal("last", await reader.ReadLineAsync(cancelled));
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task Memory_does_not_grow_with_the_response()
    {
        var piece = new string('x', 64 * 1024);
        await using var app = await Serving(async (writer, token) =>
        {
            for (var i = 0; i < 2_000; i++) await Send(writer, piece, token);
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var answer = await app.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, cancelled);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancelled);
        var buffer = new byte[64 * 1024];
        long total = 0, most = 0;
        while (await stream.ReadAsync(buffer, cancelled) is > 0 and var read)
        {
            total += read;
            if (total % (16 << 20) < read) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal(2_000L * piece.Length, total);
        Assert.InRange(most, 0, 16 << 20);
    }

    [Fact]
    [Trait("Statement", "P19.7")]
    public async Task Request_and_services_are_available_until_the_last_chunk()
    {
        await using var app = await BareApp.Start(
            app =>
                app.MapGet("/", (HttpContext context, Scoped scoped) =>
                    new StreamedResult("text/plain", async (writer, token) =>
                    {
                        await Send(writer, "begin ", token);
                        await Task.Yield();
                        await Send(writer, $"{context.Request.Query["name"]} {scoped.Disposed}", token);
                    })
                ),
            builder => builder.Services.AddScoped<Scoped>()
        );
        Assert.Equal("begin ada False", await app.Http.GetStringAsync("/?name=ada", cancelled));
    }

    [Fact]
    [Trait("Statement", "P19.8")]
    public async Task Headers_are_read_only_after_the_first_chunk()
    {
        var refused = new TaskCompletionSource<bool>();
        await using var app = await BareApp.Start(app =>
            app.MapGet("/", (HttpContext context) => new StreamedResult("text/plain", async (writer, token) =>
                {
                    await Send(writer, "begun", token);
                    refused.SetResult(context.Response.Headers.IsReadOnly);
                }))
        );
        await app.Http.GetStringAsync("/", cancelled);
        Assert.True(await refused.Task);
    }

    [Fact]
    [Trait("Statement", "P19.3")]
    public async Task Compression_does_not_delay_chunks()
    {
        var release = new TaskCompletionSource();
        await using var app = await BareApp.Start(
            app =>
            {
                app.UseResponseCompression();
                app.MapGet("/", () => new StreamedResult("text/plain", async (writer, token) =>
                {
                    await Send(writer, "first\n", token);
                    await release.Task.WaitAsync(token);
                    await Send(writer, "last\n", token);
                }));
            },
            builder => builder.Services.AddResponseCompression());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        using var reader = new StreamReader(
            new System.IO.Compression.BrotliStream(
                await answer.Content.ReadAsStreamAsync(cancelled),
                System.IO.Compression.CompressionMode.Decompress
            )
        );
        Assert.Equal("first", await reader.ReadLineAsync(cancelled));
        release.SetResult();
        Assert.Equal("last", await reader.ReadLineAsync(cancelled));
    }

    [Fact]
    [Trait("Statement", "P19.8")]
    public async Task Headers_set_before_the_first_chunk_are_sent()
    {
        await using var app = await BareApp.Start(app => app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Cookies.Append("seen", "1");
            return new StreamedResult("text/plain", (writer, token) => Send(writer, "all", token));
        }));
        using var answer = await app.Http.GetAsync("/", cancelled);
        Assert.StartsWith("seen=1", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P19.5")]
    public async Task HEAD_sends_headers_without_running_the_generator()
    {
        var worked = false;
        await using var app = await Serving((_, _) =>
        {
            worked = true;
            return Task.CompletedTask;
        });
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await app.Http.SendAsync(request, cancelled);
        Assert.Equal("links.csv", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.False(worked);
    }

    static async Task Send(PipeWriter writer, string text, CancellationToken token) =>
        await writer.WriteAsync(Encoding.UTF8.GetBytes(text), token);

    sealed class Scoped : IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }
}
