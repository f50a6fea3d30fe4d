using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.Uploads;

/// <summary>
/// Reads a multipart form before anything else does and says in the right words why it cannot be read: 413 for too many bytes, parts or
/// characters, 400 for a broken body. Without it the framework answers 200, 400 or 500. Flask: Uploading Files, Improving Uploads.
/// </summary>
public sealed class UploadLimits(RequestDelegate next)
{
    // Who still sends does not listen: what is refused by its length is taken off the wire, up to here, so that the answer is heard.
    const long MostDiscarded = 64 << 20;

    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!IsMultipart(request))
        {
            await next(context);
            return;
        }
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (request.ContentLength > size?.MaxRequestBodySize)
        {
            if (!AsksFirst(request))
            {
                if (!size.IsReadOnly) size.MaxRequestBodySize = null;
                await Discard(request.Body, context.RequestAborted);
            }
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (await Refusal(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        await next(context);
    }

    // Reading would tell such a client to go on; unread, it hears the answer and sends nothing.
    static bool AsksFirst(HttpRequest request) => request.Headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase);

    static async Task Discard(Stream body, CancellationToken aborted)
    {
        var buffer = new byte[64 * 1024];
        for (long discarded = 0; discarded < MostDiscarded;)
        {
            var read = await body.ReadAsync(buffer, aborted);
            if (read == 0) return;
            discarded += read;
        }
    }

    static bool IsMultipart(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    static async Task<int?> Refusal(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException error)
        {
            return error.StatusCode;
        }
        // The framework says with the same exception that a limit was passed and that the body is broken.
        catch (InvalidDataException error)
        {
            return error.Message.Contains("limit", StringComparison.Ordinal)
                ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status400BadRequest;
        }
        catch (IOException error) when (!error.IsDiskFull() && !context.RequestAborted.IsCancellationRequested)
        {
            return StatusCodes.Status400BadRequest;
        }
    }
}
