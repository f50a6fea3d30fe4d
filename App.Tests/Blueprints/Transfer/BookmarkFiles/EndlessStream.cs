using System.Text;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// A stream that generates its text while it is read: a start, numbered pieces and an end.
/// </summary>
sealed class EndlessStream(string start, Func<long, string> piece, long pieces, string end = "") : Stream
{
    byte[] current = Encoding.UTF8.GetBytes(start);
    string? last;
    int position;
    long made;
    bool isEnding;

    public long BytesMade { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (position == current.Length)
        {
            if (made < pieces)
            {
                var next = piece(made++);
                if (!ReferenceEquals(next, last)) current = Encoding.UTF8.GetBytes(next);
                last = next;
            }
            else if (isEnding) return 0;
            else (current, isEnding) = (Encoding.UTF8.GetBytes(end), true);
            position = 0;
        }
        var count = Math.Min(buffer.Length, current.Length - position);
        current.AsSpan(position, count).CopyTo(buffer);
        position += count;
        BytesMade += count;
        return count;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
