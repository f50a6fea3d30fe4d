using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using App.Tests.Blueprints.Tasks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.AppDispatch;

public sealed class MountedStreamTests
{
    [Fact]
    public async Task Server_sent_events_are_flushed_one_by_one_and_a_disconnect_aborts_the_request()
    {
        var ended = new TaskCompletionSource();
        using var more = new SemaphoreSlim(0);
        await using var app = await MountFixture.Start(child =>
            child.Run(async context =>
            {
                context.RequestAborted.Register(ended.SetResult);
                context.Response.ContentType = "text/event-stream";
                for (var i = 0; ; i++)
                {
                    await context.Response.WriteAsync($"data: {i}\n\n");
                    await context.Response.Body.FlushAsync();
                    await more.WaitAsync(context.RequestAborted);
                }
            })
        );
        using (
            var response = await app.Http.GetAsync(
                "/m/events",
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            )
        )
        using (
            var reader = new StreamReader(
                await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)
            )
        )
        {
            Assert.Equal("data: 0", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            more.Release();
            Assert.Equal("data: 1", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_large_upload_is_streamed_and_the_child_sets_its_own_size_limit()
    {
        await using var app = await MountFixture.Start(child =>
            child.Run(async context =>
            {
                context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
                    context.Request.Path == "/small" ? 1000 : null;
                var (bytes, buffer) = (0L, new byte[81920]);
                while (await context.Request.Body.ReadAsync(buffer) is > 0 and var read)
                    bytes += read;
                await context.Response.WriteAsync($"{bytes}");
            })
        );
        const int size = 64 << 20;
        using var large = new StreamContent(new MemoryStream(new byte[size]));
        using var answer = await app.Http.PostAsync("/m/upload", large, TestContext.Current.CancellationToken);
        Assert.Equal($"{size}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/m/upload")
        {
            Content = new StreamContent(new MemoryStream(new byte[100_000])),
        };
        chunked.Headers.TransferEncodingChunked = true;
        using var chunks = await app.Http.SendAsync(chunked, TestContext.Current.CancellationToken);
        Assert.Equal("100000", await chunks.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var refused = await app.Http.PostAsync(
            "/m/small",
            new ByteArrayContent(new byte[2000]),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_works_inside_a_mount()
    {
        await using var app = await MountFixture.Start(child =>
        {
            child.UseWebSockets();
            child.Run(async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[100];
                while (
                    await socket.ReceiveAsync(buffer, context.RequestAborted)
                        is { MessageType: WebSocketMessageType.Text } got
                )
                    await socket.SendAsync(
                        buffer.AsMemory(0, got.Count),
                        WebSocketMessageType.Text,
                        true,
                        context.RequestAborted
                    );
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
            });
        });
        using var client = new ClientWebSocket();
        await client.ConnectAsync(
            new UriBuilder(app.Address) { Scheme = "ws", Path = "/m/socket" }.Uri,
            TestContext.Current.CancellationToken
        );
        await client.SendAsync(
            "echo"u8.ToArray(),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken
        );
        var answer = new byte[100];
        var received = await client.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("echo", Encoding.UTF8.GetString(answer, 0, received.Count));
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Compression_in_the_parent_compresses_responses_of_the_child()
    {
        await using var app = await MountFixture.Start(
            MountFixture.Build(child => child.Run(context =>
            {
                context.Response.ContentType = "text/plain";
                return context.Response.WriteAsync(new string('x', 5000));
            })),
            before: parent => parent.UseResponseCompression(),
            services: builder => builder.Services.AddResponseCompression());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/m/x");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
    }
}
