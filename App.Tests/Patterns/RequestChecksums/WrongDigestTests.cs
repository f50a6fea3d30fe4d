using System.Net.Sockets;
using System.Text;
using App.Patterns.RequestChecksums;

namespace App.Tests.Patterns.RequestChecksums;

public sealed class WrongDigestTests : DigestApp
{
    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_form_with_a_wrong_digest_does_not_reach_its_handler()
    {
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new ByteArrayContent(new byte[200_000]), "file", "last.bin" },
        };
        var answer = await app.Post("/keep?ran=1", parts, (DigestFields.Content, ChecksumApp.Sha256(body)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("X-Ran", answer.Headers.Keys);
        Assert.Equal(0, Rows());
    }

    [Fact]
    [Trait("Statement", "P22.2"), Trait("Statement", "P22.3")]
    public async Task An_unread_file_part_is_included_in_the_digest()
    {
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new ByteArrayContent(new byte[200_000]), "file", "last.bin" },
        };
        var wire = await parts.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            HttpStatusCode.OK,
            (await app.Post("/keep", parts, (DigestFields.Content, ChecksumApp.Sha256(wire)))).Status
        );
        Assert.Equal(1, Rows());
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_wrong_digest_throws_at_the_end_of_the_body_and_leaves_neither_file_nor_row()
    {
        foreach (var url in (string[])["/save", "/transact"])
        {
            using var wrong = new ByteArrayContent(body);
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await app.Post(url, wrong, (DigestFields.Content, ChecksumApp.Sha256(other)))).Status
            );
        }
        Assert.Empty(Directory.GetFiles(files));
        Assert.Equal(0, Rows());
        foreach (var url in (string[])["/save", "/transact"])
        {
            using var right = new ByteArrayContent(body);
            Assert.Equal(
                HttpStatusCode.OK,
                (await app.Post(url, right, (DigestFields.Content, ChecksumApp.Sha256(body)))).Status
            );
        }
        Assert.Single(Directory.GetFiles(files));
        Assert.Equal(1, Rows());
    }

    [Theory]
    [Trait("Statement", "P22.3")]
    [InlineData("/keep")]
    [InlineData("/save")]
    [InlineData("/transact")]
    public async Task An_aborted_upload_leaves_neither_file_nor_row(string url)
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST {url} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                        + $"{DigestFields.Content}: {ChecksumApp.Sha256(body)}\r\nContent-Length: 5000\r\n\r\na=1"
                ),
                TestContext.Current.CancellationToken
            );
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain("200 OK", await ReadUntilClosed(stream));
        }
        // Waits until the request has ended, because the server may close the connection earlier.
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, Rows());
        Assert.True(!Directory.Exists(files) || Directory.GetFiles(files).Length == 0);
    }

    static async Task<string> ReadUntilClosed(Stream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
