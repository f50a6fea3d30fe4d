using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using App.Tests.Testing;

namespace App.Tests.Patterns.RequestChecksums;

public sealed class ChunkedChecksumTests : IAsyncLifetime
{
    BareApp app = null!;

    public async ValueTask InitializeAsync() => app = await ChecksumApp.Start();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [Trait("Statement", "P22.4")]
    [InlineData("/raw")]
    [InlineData("/pipe")]
    [InlineData("/none")]
    public async Task A_chunked_body_of_100_MB_is_hashed_while_streaming(string url)
    {
        const int Megabytes = 100;
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var piece = RandomNumberGenerator.GetBytes(1 << 20);
        for (var i = 0; i < Megabytes; i++) expected.AppendData(piece);
        var answer = await app.Post(url, new ChunkedContent(piece, Megabytes));
        Assert.Equal(Convert.ToHexStringLower(expected.GetHashAndReset()), answer.Text);
    }

    [Theory]
    [Trait("Statement", "P22.4")]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task The_checksum_does_not_depend_on_the_chunk_size(int size)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("line\r\nü\n", 50)));
        var chunks = string.Concat(
            body.Chunk(size).Select(chunk => $"{chunk.Length:x}\r\n{Encoding.Latin1.GetString(chunk)}\r\n")
        );
        foreach (var url in (string[])["/raw", "/lines", "/pipe", "/none"])
        {
            var answer = await Raw(
                $"POST {url} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                    + $"Connection: close\r\n\r\n{chunks}0\r\n\r\n"
            );
            Assert.Contains(ChecksumApp.Sha1(body), answer);
        }
    }

    async Task<string> Raw(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
