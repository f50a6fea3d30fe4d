using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace App.Patterns.Uploads;

/// <summary>
/// Middleware that limits the memory that a form uses: a request whose form needs more than <see cref="MaxBytes"/> gets
/// status 413.
/// </summary>
/// <remarks>
/// The middleware checks <c>Content-Length</c> before reading and counts bytes while reading. A form within the limit
/// is parsed once; the method override, the antiforgery check and model binding use the result. A longer multipart form
/// is not read until routing has matched an endpoint with an <see cref="UploadSet"/>. Flask documentation: Uploading
/// Files (<c>MAX_CONTENT_LENGTH</c>, <c>MAX_FORM_MEMORY_SIZE</c>).
/// </remarks>
/// <param name="next">The next middleware.</param>
/// <param name="options">The other limits of a form, such as the number of fields.</param>
public sealed class FormLimits(RequestDelegate next, IOptions<FormOptions> options)
{
    /// <summary>The maximum length of the fields of one form in bytes, including their names, as sent.</summary>
    public const int MaxBytes = 2_000_000;

    // The maximum number of bytes of a rejected body that are read and discarded. A client that is still sending does
    // not read the response, so the body must be read first.
    const long MaxDiscarded = 64 << 20;

    /// <summary>Reads the form when it is within the limit, and responds 413 or 400 when it cannot be read.</summary>
    /// <param name="context">The request.</param>
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
        // Responds 413 instead of 405. The form was too long to be read, so the method in its field _method is unknown
        // and may be allowed.
        if (form is { IsMultipart: true, MayBeTooLong: true, Form: null }
            && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
        {
            await Discard(context);
            context.Response.Headers.Allow = default;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
    }

    /// <summary>Reads the form and returns null, or the status of the error when it cannot be read.</summary>
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
        // ASP.NET Core's reader throws the same exception for an exceeded limit and for a broken body, so the message
        // decides.
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

    /// <summary>Reads and discards a rejected body, at most 64 MiB, so that the client reads the response.</summary>
    /// <remarks>
    /// Does nothing when the client waits for <c>100 Continue</c>. Such a client has not sent the body yet, and reading
    /// would make it start.
    /// </remarks>
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
        // The body exceeds the server's limit, is too slow, or the client has disconnected.
        catch (IOException)
        {
        }
    }

    // Replaces the server's feature, which is read-only after the body was read. With the server's feature, routing
    // would log a warning when an endpoint sets its own limit of the body size.
    sealed class ReadBody : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
