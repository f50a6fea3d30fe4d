using System.Buffers;
using System.IO.Pipelines;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Writes links as one file, row by row and in flat memory: the first row leaves at once, the others in pieces of 32
/// kB. A writer serves one file. (Flask: Streaming Contents)
/// </summary>
public abstract class LinkWriter : IDisposable
{
    const int PieceSize = 32 * 1024;

    readonly ArrayBufferWriter<byte> piece = new(PieceSize);

    public abstract string ContentType { get; }

    /// <summary>Without a dot.</summary>
    public abstract string Extension { get; }

    protected IBufferWriter<byte> Piece => piece;

    /// <summary>
    /// Nothing is written before the first row is there, so that a query which fails at once can still become an error
    /// page. Stops early, and closes <paramref name="links"/>, when the reader has gone or <paramref
    /// name="cancellation"/> says so (<see cref="OperationCanceledException"/>). An error of <paramref name="links"/>
    /// passes through and leaves the file unfinished.
    /// </summary>
    public async Task WriteAsync(
        IEnumerable<ExportedLink> links,
        PipeWriter output,
        CancellationToken cancellation = default
    )
    {
        using var rows = links.GetEnumerator();
        var hasRow = rows.MoveNext();
        Begin();
        for (var limit = 0; hasRow; hasRow = rows.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            Write(rows.Current);
            if (piece.WrittenCount < limit) continue;
            limit = PieceSize;
            if (await Send(output, cancellation)) return;
        }
        End();
        await Send(output, cancellation);
    }

    /// <summary>The same into a stream, which stays open.</summary>
    public async Task WriteAsync(
        IEnumerable<ExportedLink> links,
        Stream output,
        CancellationToken cancellation = default
    )
    {
        var pipe = PipeWriter.Create(output, new(leaveOpen: true));
        await WriteAsync(links, pipe, cancellation);
        await pipe.CompleteAsync();
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected abstract void Begin();

    protected abstract void Write(ExportedLink link);

    protected abstract void End();

    async ValueTask<bool> Send(PipeWriter output, CancellationToken cancellation)
    {
        if (piece.WrittenCount == 0) return false;
        var result = await output.WriteAsync(piece.WrittenMemory, cancellation);
        piece.ResetWrittenCount();
        return result.IsCompleted;
    }
}
