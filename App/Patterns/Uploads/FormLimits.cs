using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace App.Patterns.Uploads;

/// <summary>
/// Bounds the memory of a form for the whole application: status 413 for more than <see cref="MaxBytes"/>, decided by
/// the announced length before a byte is read and by counting while reading. Forms within the limit are parsed once
/// here, so that the method override, the antiforgery check and model binding use the same form. A longer multipart
/// form is left unread until routing has found an endpoint with an
/// <see cref="UploadSet"/>. Flask: Uploading Files (<c>MAX_CONTENT_LENGTH</c>, <c>MAX_FORM_MEMORY_SIZE</c>).
/// </summary>
public sealed class FormLimits(RequestDelegate next, IOptions<FormOptions> options)
{
    /// <summary>Bytes of the fields of one form, names included, as they are sent.</summary>
    public const int MaxBytes = 2_000_000;

    // A client that is still sending does not read the response. Of a refused body this much is read and dropped first.
    const long MaxDiscarded = 64 << 20;

    /// <summary>Reads the form where it is short enough, and answers 413 or 400 where it cannot be read.</summary>
    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.Request.HasFormContentType)
        {
            await next(context);
            return;
        }
        var form = new BoundedForm(context, options.Value);
        context.Features.Set<IFormFeature>(form);
        if (!(form.IsMultipart && form.MayBeTooLong))
        {
            if (await Refusal(context) is { } status)
            {
                context.Response.StatusCode = status;
                return;
            }
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } size)
                context.Features.Set<IHttpMaxRequestBodySizeFeature>(
                    new ReadBody { MaxRequestBodySize = size.MaxRequestBodySize }
                );
        }
        await next(context);
        // Its field _method was not read: the form was too long, and the method may well be allowed.
        if (form is { IsMultipart: true, MayBeTooLong: true, Form: null }
            && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
        {
            await Discard(context);
            context.Response.Headers.Allow = default;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
    }

    /// <summary>Reads the form; the status of the refusal when it cannot be read, null when it was.</summary>
    internal static async Task<int?> Refusal(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException error)
        {
            if (error.StatusCode == StatusCodes.Status413PayloadTooLarge) await Discard(context);
            return error.StatusCode;
        }
        // The platform's reader says with the same exception that a limit was passed and that the body is broken.
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

    /// <summary>
    /// Reads a refused body and drops it, at most 64 MiB, so that the client hears the response. Does nothing for a
    /// client that waits for
    /// <c>100 Continue</c>: it has sent nothing yet and would begin.
    /// </summary>
    internal static async Task Discard(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Expect.ToString().Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            return;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var buffer = new byte[64 * 1024];
        try
        {
            for (long discarded = 0; discarded < MaxDiscarded;)
            {
                var read = await request.Body.ReadAsync(buffer, context.RequestAborted);
                if (read == 0) return;
                discarded += read;
            }
        }
        // Over the server's own limit, too slow, or gone.
        catch (IOException)
        {
        }
    }

    // The server's own feature is read-only once the body was read; routing logs a warning when an endpoint sets a
    // limit then.
    sealed class ReadBody : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
