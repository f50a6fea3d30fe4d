using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Tests.Patterns.Uploads;

public sealed class UploadLimitTests : UploadApp
{
    [Fact]
    [Trait("Statement", "P09.12"), Trait("Statement", "P09.13")]
    public async Task Too_many_bytes_are_413_by_Content_Length_and_by_counted_bytes()
    {
        using var declared = Form("big.txt", new string('x', 300_000));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await app.Http.PostAsync("/upload", declared, cancelled)).StatusCode
        );
        Assert.Equal(
            "HTTP/1.1 413 Payload Too Large",
            await Chunked("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.txt\"\r\n\r\n")
        );
        Assert.False(Directory.Exists(set.Directory));
    }

    [Fact]
    [Trait("Statement", "P09.12")]
    public async Task Too_many_parts_are_413()
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 60; i++)
            form.Add(new StringContent("v"), $"field{i}");
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await app.Http.PostAsync("/upload", form, cancelled)).StatusCode
        );
    }

    [Fact]
    [Trait("Statement", "P09.12")]
    public async Task A_long_text_field_counts_towards_the_body_limit()
    {
        using var form = new MultipartFormDataContent { { new StringContent(new string('x', 300_000)), "note" } };
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await app.Http.PostAsync("/upload", form, cancelled)).StatusCode
        );
        Assert.Equal(
            "HTTP/1.1 413 Payload Too Large",
            await Chunked("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n")
        );
    }

    [Fact]
    [Trait("Statement", "P09.12")]
    public async Task Expect_100_continue_with_too_many_bytes_gets_413_at_once()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, cancelled);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\nExpect: 100-continue\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"), cancelled);
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(cancelled));
    }

    [Theory]
    [Trait("Statement", "P09.14")]
    [InlineData("multipart/form-data", "x", HttpStatusCode.BadRequest)]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf",
        HttpStatusCode.BadRequest
    )]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nwhole\r\n--b--\r\n",
        HttpStatusCode.OK
    )]
    public async Task A_malformed_body_is_400_and_not_an_exception(string type, string body, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal(expected, (await app.Http.PostAsync("/upload", content, cancelled)).StatusCode);
    }

    [Fact]
    [Trait("Statement", "P09.11")]
    public async Task A_disconnect_during_an_upload_leaves_no_file()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port, cancelled);
            await client
                .GetStream()
                .WriteAsync(
                    Encoding.ASCII.GetBytes(
                        "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf"
                    ),
                    cancelled
                );
        }
        Assert.NotEmpty(await Upload("after.txt", "still served"));
        Assert.Single(Directory.GetFiles(set.Directory));
    }

    // Sends just enough to exceed the limit. With more data, the server would close the connection while the client
    // is still sending, and the response could be lost.
    async Task<string?> Chunked(string part)
    {
        var limit = ((IRequestSizeLimitMetadata)set).MaxRequestBodySize!.Value;
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, cancelled);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                        + $"{part.Length:x}\r\n{part}\r\n"
                ),
                cancelled
            );
        var rest = limit + 1 - part.Length;
        await client
            .GetStream()
            .WriteAsync(Encoding.ASCII.GetBytes($"{rest:x}\r\n{new string('x', (int)rest)}\r\n"), cancelled);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(cancelled);
    }
}
