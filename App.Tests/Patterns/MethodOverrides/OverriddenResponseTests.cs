using System.Net.Sockets;
using System.Text;
using App.Patterns.MethodOverrides;
using App.Tests.Testing;
using static App.Tests.Patterns.MethodOverrides.RawRequest;

namespace App.Tests.Patterns.MethodOverrides;

public sealed class OverriddenResponseTests
{
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
}
