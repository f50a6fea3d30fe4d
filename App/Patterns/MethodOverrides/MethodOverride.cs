using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// Middleware that replaces the method of a POST by the method in the header <c>X-HTTP-Method-Override</c> or in the
/// form field <c>_method</c>.
/// </summary>
/// <remarks>
/// The header is for networks that allow only GET and POST, the field for HTML forms. Flask documentation: Adding HTTP
/// Method Overrides. Unlike in that chapter, a GET is never overridden and a form keeps its body, which contains the
/// antiforgery token.
/// </remarks>
/// <param name="next">The next middleware.</param>
public sealed class MethodOverride(RequestDelegate next)
{
    /// <summary>The request header with the method: GET, HEAD, POST, DELETE, PUT, PATCH or OPTIONS.</summary>
    public const string Header = "X-HTTP-Method-Override";
    /// <summary>The form field with the method: DELETE, PUT or PATCH.</summary>
    public const string Field = "_method";

    /// <summary>The maximum length in bytes of a form that is read to find the field <c>_method</c>.</summary>
    /// <remarks>
    /// A longer form, or one without <c>Content-Length</c>, stays a POST unless earlier middleware has read it.
    /// Uploaded files are not read before routing.
    /// </remarks>
    public const long FormLimit = 2_000_000;

    static readonly string[] byHeader = ["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"];
    static readonly string[] byField = ["DELETE", "PUT", "PATCH"];
    static readonly string[] bodyless = ["GET", "HEAD", "OPTIONS", "DELETE"];

    /// <summary>
    /// Replaces the method of a POST when the header or the form field names another method. Responds 400 or 413 when
    /// the form cannot be read.
    /// </summary>
    /// <param name="context">The request.</param>
    public async Task Invoke(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            await next(context);
            return;
        }
        if (One(request.Headers[Header], byHeader) is { } told)
        {
            Replace(context, told);
            if (bodyless.Contains(told)) DropBody(context);
            if (told == "HEAD") SuppressResponseBody(context);
        }
        else if (MayHoldField(request))
        {
            try
            {
                var form = await request.ReadFormAsync(context.RequestAborted);
                if (One(form[Field], byField) is { } written) Replace(context, written);
            }
            catch (Exception error)
                when (error is InvalidDataException or IOException && !context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = (error as BadHttpRequestException)?.StatusCode
                    ?? StatusCodes.Status400BadRequest;
                return;
            }
        }
        await next(context);
    }

    static string? One(Microsoft.Extensions.Primitives.StringValues values, string[] allowed) =>
        values is [{ } value] && value.ToUpperInvariant() is var method && allowed.Contains(method) ? method : null;

    static bool MayHoldField(HttpRequest request) =>
        request.HasFormContentType
        && (
            request.ContentLength is > 0 and <= FormLimit
            || request.HttpContext.Features.Get<IFormFeature>()?.Form is not null
        );

    static void Replace(HttpContext context, string method)
    {
        context.Features.Set(new OriginalMethod(context.Request.Method));
        context.Request.Method = method;
        // Prevents caches from storing the response. For a cache the request is a POST, so the response must not be
        // reused for a GET.
        if (method is "GET" or "HEAD") context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    // Hides the request body from the application. After the response the server reads the rest of the body, or closes
    // the connection when the body is too long.
    static void DropBody(HttpContext context)
    {
        var request = context.Request;
        request.Body = Stream.Null;
        request.ContentLength = 0;
        request.ContentType = null;
        request.Headers.Remove("Transfer-Encoding");
        // Removes a form that earlier middleware has read.
        context.Features.Set<IFormFeature>(null);
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
    }

    // Discards the body of the response to HEAD and sets Content-Length to 0. The client sent a POST, so it would wait
    // for as many bytes as Content-Length says.
    static void SuppressResponseBody(HttpContext context)
    {
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Response.OnStarting(() =>
        {
            context.Response.ContentLength = 0;
            context.Response.Headers.Remove("Transfer-Encoding");
            return Task.CompletedTask;
        });
    }

    sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }
}

sealed record OriginalMethod(string Name);
