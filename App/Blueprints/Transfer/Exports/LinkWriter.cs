using System.Buffers;
using System.IO.Pipelines;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Writes links as one file, row by row and in constant memory. Sends the first row at once and the others in chunks of
/// 32 kB. Each instance writes one file only. (Flask documentation: Streaming Contents)
/// </summary>
public abstract class LinkWriter : IDisposable
{
    const int PieceSize = 32 * 1024;

    readonly ArrayBufferWriter<byte> piece = new(PieceSize);

    public abstract string ContentType { get; }

    /// <summary>File name extension without the dot.</summary>
    public abstract string Extension { get; }

    protected IBufferWriter<byte> Piece => piece;

    /// <summary>
    /// Writes the response. Reads the first row before it writes anything, so that a query that fails at once can still
    /// become an error page. Stops early and disposes <paramref name="links"/> when the client disconnects. Throws
    /// <see cref="OperationCanceledException"/> when <paramref name="cancellation"/> is cancelled. An exception of
    /// <paramref name="links"/> propagates and leaves the file incomplete.
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

    /// <summary>Writes to a stream and leaves it open.</summary>
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
