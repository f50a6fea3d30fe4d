using System.Net.Sockets;
using System.Text;
using App.Patterns.MethodOverrides;
using Microsoft.AspNetCore.Http.Features;
using static App.Tests.Patterns.MethodOverrides.MethodOverrideTests;

namespace App.Tests.Patterns.MethodOverrides;

public sealed class OverriddenBodyTests
{
    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Methods_without_a_body_get_neither_form_nor_body(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.Equal(
            $"{header} sent POST form none length 0 body 0",
            (await app.Post("/echo", header, Form(("a", "1")))).Text
        );
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task PUT_and_PATCH_keep_the_body_and_its_form(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.Contains("form a=1", (await app.Post("/echo", header, Form(("a", "1")))).Text);
        Assert.EndsWith("body 5", (await app.Post("/echo", header, new StringContent("12345"))).Text);
    }

    [Theory]
    [Trait("Statement", "P21.2")]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("DELETE", true)]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("POST", false)]
    public async Task Body_length_and_headers_are_consistent_after_an_override(
        string header,
        bool isBodyless
    )
    {
        var context = new DefaultHttpContext
        {
            Request =
            {
                Method = "POST",
                Body = new MemoryStream([1, 2, 3]),
                ContentLength = 3,
                ContentType = "text/plain",
            },
        };
        context.Request.Headers.TransferEncoding = "chunked";
        context.Request.Headers[MethodOverride.Header] = header;
        await new MethodOverride(_ => Task.CompletedTask).Invoke(context);
        var request = context.Request;
        Assert.Equal(header, request.Method);
        Assert.Equal(isBodyless ? 0 : 3, request.ContentLength);
        Assert.Equal(isBodyless ? "" : "chunked", request.Headers.TransferEncoding.ToString());
        Assert.Equal(isBodyless ? null : "text/plain", request.ContentType);
        Assert.Equal(isBodyless ? -1 : 1, request.Body.ReadByte());
        if (isBodyless) Assert.False(context.Features.Get<IHttpRequestBodyDetectionFeature>()!.CanHaveBody);
    }

    [Theory]
    [Trait("Statement", "P21.2"), Trait("Statement", "P21.6")]
    [InlineData("DELETE", "Content-Length: 10485760", false)]
    [InlineData("HEAD", "Content-Length: 10485760", false)]
    [InlineData("DELETE", "Transfer-Encoding: chunked", true)]
    public async Task An_unread_body_of_10_MB_does_not_affect_the_next_request_on_the_connection(
        string header,
        string length,
        bool isChunked
    )
    {
        await using var app = await EchoApp.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        var answers = reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Send($"POST /echo HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: {header}\r\n{length}\r\n\r\n");
        if (isChunked) await Send("A00000\r\n");
        for (var i = 0; i < 10; i++) await stream.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
        if (isChunked) await Send("\r\n0\r\n\r\n");
        await Send("GET /only-get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var text = await answers;
        Assert.Equal(2, text.Split("HTTP/1.1 200").Length - 1);
        Assert.Equal(
            header == "DELETE",
            text.Contains("DELETE sent POST form none length 0 body 0", StringComparison.Ordinal)
        );
        Assert.EndsWith("got it", text.TrimEnd('\r', '\n', '0'));

        ValueTask Send(string words) =>
            stream.WriteAsync(Encoding.ASCII.GetBytes(words), TestContext.Current.CancellationToken);
    }
}
