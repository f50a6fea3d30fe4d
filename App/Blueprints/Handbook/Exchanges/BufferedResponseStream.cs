using Microsoft.AspNetCore.Http.Features;

namespace App.Blueprints.Handbook.Exchanges;

/// <summary>
/// Buffers a response until it is recorded. After <c>DisableBuffering</c> it sends each write at once and buffers only
/// the beginning for the record.
/// </summary>
sealed class BufferedResponseStream(Stream sent) : Stream
{
    const int KeptBytes = 8_000;

    bool isPassedOn;
    bool hasBegun;

    /// <summary>The buffered bytes.</summary>
    public MemoryStream Held { get; } = new();

    public IHttpResponseBodyFeature Feature() => new Body(this);

    /// <summary>Sends the buffered bytes, unless they were sent already.</summary>
    public async Task SendAsync(CancellationToken cancelled)
    {
        if (hasBegun || Held.Length == 0) return;
        hasBegun = true;
        await sent.WriteAsync(Held.GetBuffer().AsMemory(0, (int)Held.Length), cancelled);
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        // Buffers before it sends, because the first write to the client triggers the recording of the buffered bytes.
        if (!isPassedOn || Held.Length < KeptBytes) Held.Write(buffer.Span);
        if (!isPassedOn) return;
        if (hasBegun) await sent.WriteAsync(buffer, cancellationToken);
        else await SendAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        hasBegun ? sent.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (isPassedOn) throw new NotSupportedException("Pieces are sent without waiting for each other.");
        Held.Write(buffer, offset, count);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Held.Dispose();
        base.Dispose(disposing);
    }

    sealed class Body(BufferedResponseStream answer) : StreamResponseBodyFeature(answer)
    {
        public override void DisableBuffering() => answer.isPassedOn = true;
    }
}
