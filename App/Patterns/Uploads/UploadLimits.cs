using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.Uploads;

/// <summary>
/// Middleware that reads a multipart form before the handler: 413 when it exceeds a limit, 400 when it is broken.
/// </summary>
/// <remarks>
/// Without this middleware the framework responds 200, 400 or 500 to such a form. When <see cref="FormLimits"/> has
/// read the form, only the limit of the endpoint is checked. Flask documentation: Uploading Files, Improving Uploads.
/// </remarks>
/// <param name="next">The next middleware.</param>
public sealed class UploadLimits(RequestDelegate next)
{
    /// <summary>
    /// Responds with the status of the error, or calls the next middleware with a form that has been read.
    /// </summary>
    /// <param name="context">The request, after routing and authorization.</param>
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

    // Returns whether the body is the file itself, without a form. The handler reads such a body.
    static bool IsRawUpload(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && !context.Request.HasFormContentType
        && context.GetEndpoint()?.Metadata.GetMetadata<UploadSet>() is not null;
}
