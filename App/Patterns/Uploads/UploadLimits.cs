using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.Uploads;

/// <summary>
/// Reads a multipart form before any handler does: 413 for too many bytes, parts or characters, 400 for a broken body.
/// Without it the framework answers 200, 400 or 500. Where <see cref="FormLimits"/> has read the form, only the
/// endpoint's own limit is left to check. Flask: Uploading Files, Improving Uploads.
/// </summary>
public sealed class UploadLimits(RequestDelegate next)
{
    /// <summary>
    /// Answers with the status of the refusal, or calls the next middleware with a form that has been read.
    /// </summary>
    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        var isMultipart = IsMultipart(request);
        if (!isMultipart && !IsRawUpload(context))
        {
            await next(context);
            return;
        }
        if (request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            await FormLimits.Discard(context);
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (isMultipart && await FormLimits.Refusal(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        await next(context);
    }

    static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    // The body is the file; the handler reads it.
    static bool IsRawUpload(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && !context.Request.HasFormContentType
        && context.GetEndpoint()?.Metadata.GetMetadata<UploadSet>() is not null;
}
