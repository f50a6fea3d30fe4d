using System.Buffers;
using System.Security.Cryptography;

namespace App.Patterns.RequestChecksums;

/// <summary>A stream that hashes all bytes that any of its read methods returns. It does not support seeking.</summary>
/// <remarks>Flask documentation: Request Content Checksums (<c>ChecksumCalcStream</c>).</remarks>
/// <param name="inner">The stream to read from. Disposing this stream does not dispose it.</param>
/// <param name="held">
/// The maximum number of bytes at the start that are buffered until <see cref="Settle"/>. An algorithm can still be
/// added after these bytes were read.
/// </param>
public sealed class HashingReadStream(Stream inner, int held = 0) : Stream
{
    // The buffered first bytes, in an array of the shared pool. An idle process runs no garbage collection, so a new
    // large array would not be freed.
    byte[] beginning = [];
    int heldNow;
    readonly Dictionary<string, IncrementalHash> hashes = new(StringComparer.Ordinal);

    /// <summary>The number of bytes that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether a reader has reached the end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>
    /// A callback after a read, before the bytes are hashed. So the callback can still add algorithms.
    /// </summary>
    internal Action? Reading { get; set; }

    /// <summary>
    /// A callback at the end of the source, before the reader gets 0 bytes. Its exceptions are thrown to the reader.
    /// </summary>
    internal Action? Ending { get; set; }

    /// <summary>The algorithms that are computed.</summary>
    public IReadOnlyCollection<string> Algorithms => hashes.Keys;

    /// <summary>Adds an algorithm; does nothing when it is computed already.</summary>
    /// <param name="algorithm">One of <see cref="DigestAlgorithms"/>.</param>
    /// <exception cref="InvalidOperationException">Bytes have been read that are not buffered.</exception>
    /// <exception cref="ArgumentException">The algorithm is unknown.</exception>
    public void Hash(string algorithm)
    {
        if (hashes.ContainsKey(algorithm))
            return;
        if (BytesRead > heldNow)
            throw new InvalidOperationException(
                $"The body has already been read, so its {algorithm} cannot be computed."
            );
        var hash = DigestAlgorithms.New(algorithm);
        hash.AppendData(beginning.AsSpan(0, heldNow));
        hashes.Add(algorithm, hash);
    }

    /// <summary>Releases the buffer. After that, an algorithm can be added only if no byte has been read.</summary>
    public void Settle()
    {
        held = heldNow = 0;
        if (beginning.Length > 0) ArrayPool<byte>.Shared.Return(beginning);
        beginning = [];
    }

    /// <summary>Returns the digest of the bytes that have been read so far.</summary>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <returns>The bytes of the digest.</returns>
    /// <exception cref="KeyNotFoundException">The algorithm is not computed.</exception>
    public byte[] DigestOf(string algorithm) => hashes[algorithm].GetCurrentHash();

    /// <summary>Reads the rest of the source.</summary>
    /// <param name="cancelled">Stops reading.</param>
    public async Task Drain(CancellationToken cancelled)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (!HasEnded && await ReadAsync(buffer, cancelled) > 0) { }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <summary>The number of bytes that were read. Setting it throws <see cref="NotSupportedException"/>.</summary>
    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Counted(buffer, inner.Read(buffer));

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Counted(buffer.Span, count);
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int Counted(ReadOnlySpan<byte> buffer, int count)
    {
        // A read into an empty buffer only checks for data and returns 0, which does not mean the end.
        if (buffer.IsEmpty) return count;
        Reading?.Invoke();
        if (count == 0)
        {
            HasEnded = true;
            Ending?.Invoke();
        }
        foreach (var hash in hashes.Values) hash.AppendData(buffer[..count]);
        if (BytesRead + count <= held) Hold(buffer[..count]);
        else Settle();
        BytesRead += count;
        return count;
    }

    void Hold(ReadOnlySpan<byte> bytes)
    {
        if (heldNow + bytes.Length > beginning.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(2 * beginning.Length, heldNow + bytes.Length));
            beginning.AsSpan(0, heldNow).CopyTo(longer);
            if (beginning.Length > 0) ArrayPool<byte>.Shared.Return(beginning);
            beginning = longer;
        }
        bytes.CopyTo(beginning.AsSpan(heldNow));
        heldNow += bytes.Length;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Settle();
            foreach (var hash in hashes.Values) hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
