using System.Net.Sockets;
using System.Text;
using App.Patterns.MethodOverrides;
using App.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.MethodOverrides;

public sealed class MethodOverrideTests
{
    [Theory]
    [Trait("Statement", "P21.1")]
    [Trait("Statement", "P21.5")]
    [InlineData("PUT", "PUT")]
    [InlineData("put", "PUT")]
    [InlineData("Patch", "PATCH")]
    [InlineData("DELETE", "DELETE")]
    [InlineData("GET", "GET")]
    [InlineData("post", "POST")]
    public async Task The_header_overrides_the_method_before_routing_and_the_original_method_is_available(
        string header,
        string seen
    )
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{seen} sent POST ", (await app.Post("/echo", header)).Text);
    }

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
    [Trait("Statement", "P21.3")]
    [InlineData("PURGE")]
    [InlineData("PUT, DELETE")]
    [InlineData("")]
    [InlineData("TRACE")]
    public async Task An_unsupported_override_is_ignored(string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith("POST sent POST", (await app.Post("/echo", header)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task An_override_with_surrounding_spaces_is_ignored()
    {
        var context = new DefaultHttpContext { Request = { Method = "POST" } };
        context.Request.Headers[MethodOverride.Header] = " put ";
        await new MethodOverride(_ => Task.CompletedTask).Invoke(context);
        Assert.Equal("POST", context.Request.Method);
    }

    [Fact]
    [Trait("Statement", "P21.3")]
    public async Task A_duplicate_override_header_is_ignored()
    {
        await using var app = await EchoApp.Start();
        Assert.Contains(
            "POST sent POST",
            await Raw(
                app,
                "POST /echo HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: PUT\r\n"
                    + "X-HTTP-Method-Override: PUT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        );
    }

    [Theory]
    [Trait("Statement", "P21.4")]
    [InlineData("GET", "DELETE")]
    [InlineData("PUT", "DELETE")]
    [InlineData("DELETE", "PUT")]
    public async Task Only_POST_can_be_overridden(string wire, string header)
    {
        await using var app = await EchoApp.Start();
        Assert.StartsWith($"{wire} sent {wire}", (await app.Post("/echo", header, wire: wire)).Text);
    }

    [Fact]
    [Trait("Statement", "P21.5")]
    public async Task An_error_response_refers_to_the_overriding_method()
    {
        await using var app = await EchoApp.Start();
        var refused = await app.Post("/only-post", "PUT");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.Status);
        Assert.Equal("OPTIONS, POST", refused.Headers["Allow"]);
    }

    [Theory]
    [Trait("Statement", "P21.6")]
    [InlineData("/echo")]
    [InlineData("/file")]
    [InlineData("/only-get")]
    public async Task A_response_to_an_overridden_HEAD_has_no_body_and_the_connection_stays_usable(string url)
    {
        await using var app = await EchoApp.Start();
        var answers = await Raw(app,
            $"POST {url} HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: HEAD\r\nContent-Length: 0\r\n\r\n"
            + "GET /only-get HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var parts = answers.Split("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", parts[0]);
        Assert.Contains("Content-Length: 0", parts[0]);
        Assert.StartsWith("HTTP/1.1 200", parts[1]);
        Assert.Contains("got it", parts[2]);
    }

    [Fact]
    [Trait("Statement", "P21.7")]
    public async Task An_override_to_OPTIONS_gets_the_automatic_response()
    {
        await using var app = await EchoApp.Start();
        var answer = await app.Post("/only-post", "OPTIONS");
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal("OPTIONS, POST", answer.Headers["Allow"]);
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

    [Theory]
    [Trait("Statement", "P21.6")]
    [InlineData("/css/site.css", 200)]
    [InlineData("/favicon.ico", 200)]
    [InlineData("/en/", 200)]
    [InlineData("/en/nowhere", 404)]
    [InlineData("/health", 200)]
    public async Task Files_pages_and_error_pages_have_no_body_for_an_overridden_HEAD(string url, int status)
    {
        await using var library = await TestLibrary.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(library.Address.Host, library.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {url} HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: HEAD\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var parts = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status}", parts[0]);
        Assert.Contains("Content-Length: 0", parts[0]);
        Assert.StartsWith("HTTP/1.1 200", parts[1]);
        Assert.Contains("ok", parts[2]);
    }

    [Fact]
    [Trait("Statement", "P21.1")]
    public async Task A_response_to_an_overridden_GET_is_not_stored()
    {
        await using var app = await EchoApp.Start();
        Assert.Equal("no-store", (await app.Post("/only-get", "GET")).Headers["Cache-Control"]);
        Assert.DoesNotContain("Cache-Control", (await app.Post("/only-get", wire: "GET")).Headers.Keys);
    }

    [Theory]
    [Trait("Statement", "P21.1")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task The_output_cache_never_stores_a_response_to_an_overridden_POST(
        string header
    )
    {
        await using var app = await BareApp.Start(
            pipeline =>
            {
                pipeline.UseMethodOverrides();
                pipeline.UseRouting();
                pipeline.UseOutputCache();
                pipeline
                    .WithHead()
                    .MapGet("/", (HttpRequest request) => $"{request.Method} with {request.ContentLength ?? 0} bytes")
                    .CacheOutput();
            },
            builder => builder.Services.AddOutputCache()
        );
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                "no-store",
                (await app.Post("/", header, new StringContent("poison"))).Headers["Cache-Control"]
            );
        for (var i = 0; i < 2; i++)
        {
            var plain = await app.Post("/", wire: "GET");
            Assert.Equal("GET with 0 bytes", plain.Text);
            Assert.DoesNotContain("Cache-Control", plain.Headers.Keys);
        }
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));

    static async Task<string> Raw(BareApp app, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
