using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using App.Patterns.Uploads;
using App.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Tests.Patterns.Uploads;

public sealed class UploadHttpTests : IAsyncLifetime
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    readonly UploadSet set = new()
    {
        Name = "documents",
        Extensions = ["txt", "png"],
        MaxBytes = 100_000,
        Directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
    };

    BareApp app = null!;

    public async ValueTask InitializeAsync() => app = await BareApp.Start(pipeline =>
    {
        pipeline.UseRouting();
        pipeline.UseUploadLimits();
        pipeline.MapPost("/upload", async (HttpContext context) =>
        {
            var file = (await context.Request.ReadFormAsync()).Files.GetFile("file");
            if (file is null || !set.Accepts(file.FileName)) return Results.StatusCode(422);
            var stored = await set.Save(file, context.RequestAborted);
            return Results.Text($"{stored.Id} {stored.Name}");
        }).WithMetadata(set);
        pipeline.MapGet("/files/{id}/{name}", (string id, string name) => new UploadResult(set, id, name));
    }, builder => builder.Services.Configure<FormOptions>(options => options.ValueCountLimit = 50));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (Directory.Exists(set.Directory)) Directory.Delete(set.Directory, recursive: true);
    }

    [Fact]
    [Trait("Statement", "P09.4"), Trait("Statement", "P09.10")]
    public async Task A_stored_file_is_served_whole_by_range_and_conditionally()
    {
        var stored = await Upload("note.txt", "0123456789");
        var url = $"/files/{stored}/note.txt";
        using var whole = await app.Http.GetAsync(url, cancelled);
        Assert.Equal("0123456789", await whole.Content.ReadAsStringAsync(cancelled));
        Assert.Equal("text/plain", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", whole.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal((HttpStatusCode.PartialContent, "0"), await Range(url, 0, 0));
        Assert.Equal((HttpStatusCode.PartialContent, "9"), await Range(url, null, 1));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await Range(url, 999_999, null)).Status);
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await app.Http.SendAsync(again, cancelled)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await app.Http.GetAsync("/files/%2e%2e%2fsecret/note.txt", cancelled)).StatusCode
        );
    }

    [Fact]
    [Trait("Statement", "P09.10")]
    public async Task An_image_is_served_inline_and_SVG_and_HTML_as_attachments()
    {
        var stored = await Upload("a.png", "x");
        Assert.Equal("inline", await Disposition($"/files/{stored}/a.png"));
        Assert.Equal("attachment", await Disposition($"/files/{stored}/a.svg"));
        Assert.Equal("attachment", await Disposition($"/files/{stored}/a.html"));
    }

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
    [Trait("Statement", "P09.6"), Trait("Statement", "P09.7")]
    [InlineData("My cool movie.txt", "My_cool_movie.txt")]
    [InlineData("../../../etc/passwd.txt", "etc_passwd.txt")]
    [InlineData("i contain cool ümläuts.txt", "i_contain_cool_umlauts.txt")]
    [InlineData("foo$&^*)bar.txt", "foobar.txt")]
    [InlineData("résumé.TXT", "resume.TXT")]
    [InlineData("a\0b.txt", "ab.txt")]
    [InlineData("½.png", "12.png")]
    [InlineData("a\tb\nc.txt", "a_b_c.txt")]
    [InlineData("a\u2028b.txt", "ab.txt")]
    [InlineData("a/b\\c.txt", "a_b_c.txt")]
    [InlineData("..\\..\\windows\\win.txt", "windows_win.txt")]
    [InlineData("x/../../y.txt", "x_.._.._y.txt")]
    [InlineData("%2e%2e%2fetc.txt", "2e2e2fetc.txt")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("日本語.png", "file-{id}.png")]
    [InlineData(".png", "file-{id}.png")]
    [InlineData("half a pair \ufffd.txt", "half_a_pair_.txt")]
    public async Task An_uploaded_file_name_is_cleaned(string name, string expected)
    {
        using var part = new StringContent("x");
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString(name)}"
        );
        using var form = new MultipartFormDataContent { part };
        using var answer = await app.Http.PostAsync("/upload", form, cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var stored = (await answer.Content.ReadAsStringAsync(cancelled)).Split(' ');
        Assert.Equal(expected.Replace("{id}", stored[0][..8], StringComparison.Ordinal), stored[1]);
        Assert.Equal(stored[0], Path.GetFileName(Directory.GetFiles(set.Directory).Single()));
    }

    [Fact]
    [Trait("Statement", "P09.4")]
    public async Task Parallel_uploads_with_the_same_name_are_stored_as_separate_files()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Upload("same.txt", $"content {i}")));
        for (var i = 0; i < stored.Length; i++)
            Assert.Equal($"content {i}", await app.Http.GetStringAsync($"/files/{stored[i]}/same.txt", cancelled));
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

    async Task<string> Upload(string name, string content)
    {
        using var form = Form(name, content);
        using var answer = await app.Http.PostAsync("/upload", form, cancelled);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(cancelled)).Split(' ')[0];
    }

    async Task<(HttpStatusCode Status, string Text)> Range(string url, long? from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(from, to);
        using var answer = await app.Http.SendAsync(request, cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancelled));
    }

    async Task<string> Disposition(string url)
    {
        using var answer = await app.Http.GetAsync(url, cancelled);
        return answer.Content.Headers.ContentDisposition!.DispositionType;
    }

    static MultipartFormDataContent Form(string name, string content) =>
        new() { { new StringContent(content), "file", name } };
}
