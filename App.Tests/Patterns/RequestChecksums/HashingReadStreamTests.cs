using System.Security.Cryptography;
using App.Patterns.RequestChecksums;

namespace App.Tests.Patterns.RequestChecksums;

public sealed class HashingReadStreamTests
{
    static readonly byte[] body = [.. Enumerable.Range(0, 200_003).Select(i => (byte)(i * 31 >> 3))];

    public static TheoryData<string> Ways =>
        ["array", "span", "memory", "async array", "one byte", "copy", "async copy", "begin and end", "lines", "mixed"];

    [Theory]
    [Trait("Statement", "P22.4")]
    [MemberData(nameof(Ways))]
    public async Task Every_byte_is_hashed_once_with_every_way_of_reading(string way)
    {
        await using var stream = new HashingReadStream(new Dribble(body));
        stream.Hash(DigestAlgorithms.Sha256);
        stream.Hash(DigestAlgorithms.Sha1);
        var read = await Read(stream, way);
        Assert.True(stream.HasEnded);
        Assert.Equal(body.Length, stream.BytesRead);
        Assert.Equal(SHA256.HashData(body), stream.DigestOf(DigestAlgorithms.Sha256));
        Assert.Equal("sha-1,sha-256", string.Join(',', stream.Algorithms.Order(StringComparer.Ordinal)));
        if (read is not null) Assert.Equal(body, read);
    }

    [Fact]
    [Trait("Statement", "P22.4")]
    public async Task The_stream_cannot_seek()
    {
        await using var stream = new HashingReadStream(new MemoryStream(body));
        stream.Hash(DigestAlgorithms.Sha256);
        await stream.Drain(TestContext.Current.CancellationToken);
        Assert.False(stream.CanSeek);
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        await stream.Drain(TestContext.Current.CancellationToken);
        Assert.Equal(SHA256.HashData(body), stream.DigestOf(DigestAlgorithms.Sha256));
    }

    [Fact]
    [Trait("Statement", "P22.2")]
    public async Task Unread_bytes_are_hashed_only_after_Drain()
    {
        await using var stream = new HashingReadStream(new MemoryStream(body));
        stream.Hash(DigestAlgorithms.Sha1);
        Assert.Equal(
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            Convert.ToHexStringLower(stream.DigestOf(DigestAlgorithms.Sha1))
        );
        await stream.ReadExactlyAsync(new byte[1000], TestContext.Current.CancellationToken);
        Assert.Equal(1000, stream.BytesRead);
        Assert.False(stream.HasEnded);
        await stream.Drain(TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, stream.BytesRead);
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task Adding_an_algorithm_after_reading_has_started_throws()
    {
        await using var stream = new HashingReadStream(new MemoryStream(body));
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
        stream.Hash(DigestAlgorithms.Sha256);
        stream.ReadByte();
        stream.Hash(DigestAlgorithms.Sha256);
        Assert.Throws<InvalidOperationException>(() => stream.Hash(DigestAlgorithms.Sha512));
        await using var holding = new HashingReadStream(new MemoryStream(body), held: 2000);
        await holding.ReadExactlyAsync(new byte[2000], TestContext.Current.CancellationToken);
        holding.Hash(DigestAlgorithms.Sha256);
        await holding.Drain(TestContext.Current.CancellationToken);
        Assert.Equal(SHA256.HashData(body), holding.DigestOf(DigestAlgorithms.Sha256));
        Assert.Throws<InvalidOperationException>(() => holding.Hash(DigestAlgorithms.Sha512));
        Assert.Throws<ArgumentException>(() => new HashingReadStream(Stream.Null).Hash("md5"));
    }

#pragma warning disable CA1835, CA2022 // The test covers the older overloads.
    static async Task<byte[]?> Read(HashingReadStream stream, string way)
    {
        var target = new MemoryStream();
        var buffer = new byte[777];
        switch (way)
        {
            case "array":
                for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;) target.Write(buffer, 0, count);
                break;
            case "span":
                for (int count; (count = stream.Read(buffer.AsSpan(5))) > 0;) target.Write(buffer, 5, count);
                break;
            case "memory":
                for (int count; (count = await stream.ReadAsync(buffer.AsMemory(3))) > 0;)
                    target.Write(buffer, 3, count);
                break;
            case "async array":
                for (int count; (count = await stream.ReadAsync(buffer, 7, 700)) > 0;) target.Write(buffer, 7, count);
                break;
            case "one byte":
                for (int read; (read = stream.ReadByte()) >= 0;) target.WriteByte((byte)read);
                break;
            case "copy":
                stream.CopyTo(target);
                break;
            case "async copy":
                await stream.CopyToAsync(target);
                break;
            case "begin and end":
                for (int count; (count = stream.EndRead(stream.BeginRead(buffer, 0, buffer.Length, null, null))) > 0;)
                    target.Write(buffer, 0, count);
                break;
            case "lines":
                using (var reader = new StreamReader(stream, leaveOpen: true))
                    while (await reader.ReadLineAsync() is not null) { }
                return null;
            default:
                for (var (step, count) = (0, 1); count > 0; step++)
                {
                    count = (step % 3) switch
                    {
                        0 => await stream.ReadAsync(buffer.AsMemory(0, (step % 700) + 1)),
                        1 => stream.Read(buffer, 0, 100),
                        _ => stream.Read(buffer.AsSpan(0, 1)),
                    };
                    target.Write(buffer, 0, count);
                }
                break;
        }
        return target.ToArray();
    }
#pragma warning restore CA1835, CA2022

    /// <summary>A stream whose reads return pieces of different sizes, like a network connection.</summary>
    sealed class Dribble(byte[] content) : MemoryStream(content)
    {
        uint piece;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Piece(count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Piece(buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Piece(buffer.Length)], cancellationToken);

        int Piece(int count) => Math.Min(count, 1 + (int)(++piece * 7919 % 4096));
    }
}
