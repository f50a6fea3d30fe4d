using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.MethodOverrides;

/// <summary>
/// Lets a POST stand for another method: by the header <c>X-HTTP-Method-Override</c> behind networks that pass GET and
/// POST alone, and by the field <c>_method</c> of a form, which knows no other. Flask: Adding HTTP Method Overrides.
/// Unlike there a GET is never overridden, a form keeps what it sent (its token is in it), and HEAD announces no bytes
/// that do not come.
/// </summary>
public sealed class MethodOverride(RequestDelegate next)
{
    public const string Header = "X-HTTP-Method-Override";
    public const string Field = "_method";

    /// <summary>
    /// Bytes. A longer form, or one that does not announce its length, stays a POST, unless something has read it
    /// before: uploaded files are not read before routing.
    /// </summary>
    public const long FormLimit = 2_000_000;

    static readonly string[] byHeader = ["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"];
    static readonly string[] byField = ["DELETE", "PUT", "PATCH"];
    static readonly string[] bodyless = ["GET", "HEAD", "OPTIONS", "DELETE"];

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
            if (told == "HEAD") SilenceAnswer(context);
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
        // To caches on the way this was a POST; what it is answered must not be taken for the answer to a GET.
        if (method is "GET" or "HEAD") context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    // The server reads what was sent to its end after the answer, or closes the connection when that is too much.
    static void DropBody(HttpContext context)
    {
        var request = context.Request;
        request.Body = Stream.Null;
        request.ContentLength = 0;
        request.ContentType = null;
        request.Headers.Remove("Transfer-Encoding");
        // A form that was read before.
        context.Features.Set<IFormFeature>(null);
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
    }

    // The client sent a POST and waits for as many bytes as it is told of.
    static void SilenceAnswer(HttpContext context)
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
