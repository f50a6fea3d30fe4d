using System.IO.Pipelines;
using System.Text;
using App.Tests.Testing;
using static App.Tests.Patterns.Streaming.StreamingApp;

namespace App.Tests.Patterns.Streaming;

[Collection(nameof(MemoryTests))]
public sealed class StreamingFailureTests
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P19.4")]
    public async Task A_failure_midway_aborts_the_connection()
    {
        var arrived = new TaskCompletionSource();
        await using var app = await Serving(async (writer, token) =>
        {
            await Send(writer, "some", token);
            await arrived.Task;
            throw new InvalidOperationException("half-way");
        });
        using var answer = await app.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        arrived.SetResult();
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(cancelled));
    }

    [Fact]
    [Trait("Statement", "P19.4")]
    public async Task A_failure_before_the_first_chunk_is_500()
    {
        await using var app = await Serving((_, _) => throw new InvalidOperationException("at once"));
        using var answer = await app.Http.GetAsync("/", cancelled);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    [Trait("Statement", "P19.5")]
    public async Task A_disconnect_closes_the_generator()
    {
        var closed = new TaskCompletionSource();
        await using var app = await Serving(async (writer, token) =>
        {
            try
            {
                while (true)
                {
                    await Send(writer, new string('x', 4096), token);
                    await Task.Yield();
                    token.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                closed.SetResult();
            }
        });
        using (var answer = await app.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, cancelled))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10), cancelled);
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task A_slow_client_blocks_the_writer_and_uses_no_memory()
    {
        const int Most = 64 << 20;
        var piece = new byte[64 * 1024];
        var stalled = new TaskCompletionSource<long>();
        await using var app = await Serving(async (writer, token) =>
        {
            for (var produced = 0L; ; produced += piece.Length)
            {
                var write = writer.WriteAsync(piece, token);
                if (!write.IsCompleted || produced > Most) stalled.TrySetResult(produced);
                await write;
            }
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var answer = await app.Http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, cancelled);
        // The client reads only the headers of the response. The server must stop writing when the socket buffers are
        // full, before it has written 64 MB.
        Assert.InRange(await stalled.Task.WaitAsync(cancelled), 0, Most);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
    }

    static async Task Send(PipeWriter writer, string text, CancellationToken token) =>
        await writer.WriteAsync(Encoding.UTF8.GetBytes(text), token);
}
