using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Streaming;

/// <summary>A response that is written while it is generated, with constant memory.</summary>
/// <remarks>
/// The writer runs inside the request, with its services, culture and user. An exception before the first flush shows
/// the error page. A later one aborts the connection, so that the client detects an incomplete response. Flask
/// documentation: Streaming Contents.
/// </remarks>
/// <param name="contentType">The content type with its charset.</param>
/// <param name="write">
/// A function that writes the response and flushes at intervals. Its cancellation token is cancelled when the client
/// disconnects.
/// </param>
public sealed class StreamedResult(string contentType, Func<PipeWriter, CancellationToken, Task> write) : IResult
{
    /// <summary>The file name of a download; null to show the response in the browser.</summary>
    public string? FileName { get; init; }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = "private, no-store";
        if (FileName is not null) response.Headers.ContentDisposition = Attachment(FileName);
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        DisableBuffering(httpContext);
        await Write(httpContext);
    }

    /// <summary>Disables buffering by response compression and by proxies such as nginx.</summary>
    internal static void DisableBuffering(HttpContext context)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>
    /// Logs the exception and aborts the connection, so that the client does not take the response for complete.
    /// </summary>
    internal static void AbortWithError(HttpContext context, Exception error)
    {
        context
            .RequestServices.GetRequiredService<ILogger<StreamedResult>>()
            .LogError(error, "A streamed response was interrupted");
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
            // The client has disconnected.
        }
        catch when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            throw;
        }
        catch (Exception error)
        {
            AbortWithError(context, error);
        }
    }

    static string Attachment(string name)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(name);
        return header.ToString();
    }
}
