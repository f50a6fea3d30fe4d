using System.Buffers;
using System.Security.Cryptography;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// Hashes what is read through it, each byte once, however it is read. It cannot be rewound. Flask: Request Content
/// Checksums (<c>ChecksumCalcStream</c>).
/// </summary>
/// <param name="inner">Where the bytes come from; not closed with this.</param>
/// <param name="held">
/// How many bytes are held in memory from the beginning until <see cref="Settle"/>, so that a digest can still be asked
/// for when no more than these have been read.
/// </param>
public sealed class HashingReadStream(Stream inner, int held = 0) : Stream
{
    // Of the shared pool: a form of 2 MB must not leave large arrays to a garbage collection that an idle process does
    // not run.
    byte[] beginning = [];
    int heldNow;
    readonly Dictionary<string, IncrementalHash> hashes = new(StringComparer.Ordinal);

    /// <summary>Bytes that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether a reader was told that there is no more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Called before a read is counted, so that one can still say what is to be hashed.</summary>
    internal Action? Reading { get; set; }

    /// <summary>Called before a reader is told that there is no more; what it throws the reader gets instead.</summary>
    internal Action? Ending { get; set; }

    /// <summary>The names of what is computed.</summary>
    public IReadOnlyCollection<string> Algorithms => hashes.Keys;

    /// <summary>
    /// Computes one more digest. Throws <see cref="InvalidOperationException"/> when bytes have been read that are not
    /// held.
    /// </summary>
    public void Hash(string algorithm)
    {
        if (hashes.ContainsKey(algorithm))
            return;
        if (BytesRead > heldNow)
            throw new InvalidOperationException(
                $"The body has been read already; a {algorithm} from here on would not be its own."
            );
        var hash = DigestAlgorithms.New(algorithm);
        hash.AppendData(beginning.AsSpan(0, heldNow));
        hashes.Add(algorithm, hash);
    }

    /// <summary>All digests that are wanted are known: nothing needs to be held any more.</summary>
    public void Settle()
    {
        held = heldNow = 0;
        if (beginning.Length > 0) ArrayPool<byte>.Shared.Return(beginning);
        beginning = [];
    }

    /// <summary>The digest of what has been read so far.</summary>
    public byte[] DigestOf(string algorithm) => hashes[algorithm].GetCurrentHash();

    /// <summary>Reads what nobody has read.</summary>
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

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    // The rest of the family (ReadByte, CopyTo, CopyToAsync, BeginRead …) comes down to these.
    public override int Read(Span<byte> buffer) => Counted(buffer, inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Counted(buffer.Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int Counted(ReadOnlySpan<byte> buffer, int count)
    {
        // A read of nothing only asks whether there is something.
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
