using System.Buffers;

namespace App.Patterns.Uploads;

/// <summary>Collects bytes in arrays of the shared pool.</summary>
/// <remarks>
/// Simultaneous forms of 2 MB reuse the same memory. A <see cref="MemoryStream"/> would allocate large arrays. An idle
/// process runs no garbage collection, so it would not free them.
/// </remarks>
sealed class PooledBytes : IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(4 * 1024);
    int length;

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, length);

    public void Add(ReadOnlySpan<byte> more)
    {
        if (length + more.Length > bytes.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, length + more.Length));
            Span.CopyTo(longer);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = longer;
        }
        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, length) = ([], 0);
    }
}
