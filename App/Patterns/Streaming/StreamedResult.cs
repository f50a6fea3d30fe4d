using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Streaming;

/// <summary>
/// An answer that is written piece by piece while it is made, in memory that does not grow with it. The writer runs
/// inside the request: its services, language and account are there until the end. A failure before the first piece is
/// an ordinary error page; after it the connection is aborted, so that the client sees that something is missing.
/// Flask: Streaming Contents.
/// </summary>
/// <param name="contentType">With its charset.</param>
/// <param name="write">Writes the pieces and flushes when it has gathered enough; its token is cancelled when the
/// client has left.</param>
public sealed class StreamedResult(string contentType, Func<PipeWriter, CancellationToken, Task> write) : IResult
{
    /// <summary>The name under which a browser keeps the answer; null to show it.</summary>
    public string? FileName { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = "private, no-store";
        if (FileName is not null) response.Headers.ContentDisposition = Attachment(FileName);
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        KeepMoving(httpContext);
        await Write(httpContext);
    }

    /// <summary>Asks compression and proxies not to hold pieces back.</summary>
    internal static void KeepMoving(HttpContext context)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>Ends what has begun in a way that the reader cannot take for the end.</summary>
    internal static void BreakOff(HttpContext context, Exception error)
    {
        context
            .RequestServices.GetRequiredService<ILogger<StreamedResult>>()
            .LogError(error, "A streamed answer broke off");
        context.Abort();
    }

    async Task Write(HttpContext context)
    {
        try
        {
            await write(context.Response.BodyWriter, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has left; nobody is there to be told.
        }
        catch when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            throw;
        }
        catch (Exception error)
        {
            BreakOff(context, error);
        }
    }

    static string Attachment(string name)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
