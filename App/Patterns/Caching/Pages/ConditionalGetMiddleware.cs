using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Caching.Pages;

/// <summary>
/// Wraps the output cache. Responds with 304 to a client that already has the current response, and without a body to a
/// HEAD request.
/// </summary>
/// <remarks>
/// Hides the conditional request headers from the output cache, because the output cache would compare dates too. Dates
/// have a resolution of one second. A client with an older response of the same second would then get 304.
/// </remarks>
sealed class ConditionalGetMiddleware(RequestDelegate next, CacheStatistics figures)
{
    public async Task Invoke(HttpContext context)
    {
        if (
            !PagePolicy.IsReading(context.Request)
            || context.GetEndpoint()?.Metadata.GetMetadata<IOutputCachePolicy>() is null
        )
        {
            await next(context);
            return;
        }
        var asked = new Condition(context);
        var features = context.Features;
        var outer = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var inner = new StreamResponseBodyFeature(new WithheldStream(outer.Stream, () => asked.WantsNoBody), outer);
        features.Set<IHttpResponseBodyFeature>(inner);
        context.Response.OnStarting(Start, asked);
        try
        {
            await next(context);
            if (inner.Writer.UnflushedBytes > 0) await inner.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            features.Set(outer);
            asked.Restore();
        }
    }

    Task Start(object state)
    {
        if (((Condition)state).AnswerUnchanged()) figures.Pages.CountUnchanged();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stores the conditional headers of a request and hides them from the middleware that runs inside this one.
    /// </summary>
    sealed class Condition
    {
        readonly HttpContext context;
        readonly string method;
        readonly Microsoft.Extensions.Primitives.StringValues ifNoneMatch, ifModifiedSince;

        public Condition(HttpContext context)
        {
            this.context = context;
            var headers = context.Request.Headers;
            (method, ifNoneMatch, ifModifiedSince) = (
                context.Request.Method,
                headers.IfNoneMatch,
                headers.IfModifiedSince
            );
            headers.Remove(HeaderNames.IfNoneMatch);
            headers.Remove(HeaderNames.IfModifiedSince);
        }

        public bool WantsNoBody => HttpMethods.IsHead(method) || IsUnchanged;

        public void Restore()
        {
            context.Request.Method = method;
            if (ifNoneMatch.Count > 0) context.Request.Headers.IfNoneMatch = ifNoneMatch;
            if (ifModifiedSince.Count > 0) context.Request.Headers.IfModifiedSince = ifModifiedSince;
        }

        public bool AnswerUnchanged()
        {
            if (!IsUnchanged) return false;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentLength = null;
            context.Response.ContentType = null;
            return true;
        }

        bool IsUnchanged
        {
            get
            {
                var response = context.Response;
                if (
                    response.StatusCode != StatusCodes.Status200OK
                    || !EntityTagHeaderValue.TryParse(response.Headers.ETag.ToString(), out var tag)
                )
                    return false;
                if (ifNoneMatch.Count > 0)
                    return EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
                        && tags.Any(other =>
                            other.Equals(EntityTagHeaderValue.Any) || other.Compare(tag, useStrongComparison: false)
                        );
                return HeaderUtilities.TryParseDate(ifModifiedSince.ToString(), out var since)
                    && HeaderUtilities.TryParseDate(response.Headers.LastModified.ToString(), out var modified)
                    && modified <= since;
            }
        }
    }

    /// <summary>A response stream that forwards writes, or discards them when the response must have no body.</summary>
    sealed class WithheldStream(Stream inner, Func<bool> isWithheld) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!isWithheld()) inner.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => isWithheld() ? default : inner.WriteAsync(buffer, cancellationToken);

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            isWithheld() ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
