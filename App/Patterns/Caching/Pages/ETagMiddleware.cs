using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Caching.Pages;

/// <summary>Adds an <c>ETag</c>, the hash of the body, to cacheable responses.</summary>
/// <remarks>
/// The middleware runs inside the output cache. It prevents the caching of HTML that contains an antiforgery token or a
/// POST form.
/// </remarks>
sealed class ETagMiddleware(RequestDelegate next, TimeProvider clock, IOptions<AntiforgeryOptions> antiforgery)
{
    readonly DateTimeOffset started = clock.GetUtcNow();
    readonly byte[] token = Encoding.UTF8.GetBytes($"name=\"{antiforgery.Value.FormFieldName}\"");

    public async Task Invoke(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>()?.Context is not { AllowCacheStorage: true } cache)
        {
            await next(context);
            return;
        }
        using var body = new MemoryStream();
        await Gather(context, body);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (!PagePolicy.IsCacheable(context) || (IsHtml(context.Response) && Changes(bytes.Span)))
            cache.AllowCacheStorage = false;
        if (cache.AllowCacheStorage)
            Mark(context, bytes.Span);
        // Passes no cancellation token. Other requests may wait for this response, and a cancellation exception would
        // make them fail. Writing to a disconnected client has no effect.
        if (bytes.Length > 0) await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
    }

    async Task Gather(HttpContext context, MemoryStream body)
    {
        var features = context.Features;
        var outer = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var inner = new StreamResponseBodyFeature(body, outer);
        features.Set<IHttpResponseBodyFeature>(inner);
        // Completes the response even if the first client disconnects. Other clients may wait for the response or get
        // it from the cache later.
        var aborted = context.RequestAborted;
        context.RequestAborted = CancellationToken.None;
        try
        {
            await next(context);
            await inner.CompleteAsync();
        }
        finally
        {
            features.Set(outer);
            context.RequestAborted = aborted;
        }
    }

    // Returns whether the HTML can contain an antiforgery token or a POST form. User text that contains method=post
    // matches too, and then the page is not cached either.
    bool Changes(ReadOnlySpan<byte> html) =>
        html.IndexOf(token) >= 0
        || html.IndexOf("method=\"post\""u8) >= 0
        || html.IndexOf("method=\"POST\""u8) >= 0
        || html.IndexOf("method=post"u8) >= 0;

    void Mark(HttpContext context, ReadOnlySpan<byte> bytes)
    {
        var headers = context.Response.Headers;
        context.Response.ContentLength = bytes.Length;
        if (headers.ETag.Count == 0)
            headers.ETag = $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        // With no-cache, a client can store the response, but must revalidate it before each use.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-cache";
        if (context.Features.Get<PageVersion>()?.ChangedAt is not { } changed) return;
        // Last-Modified is never earlier than the process start, because a new build can render the same content
        // differently. It has a resolution of one second, so it is omitted for changes younger than 2 s.
        if (changed < started)
            changed = started;
        if (clock.GetUtcNow() - changed > TimeSpan.FromSeconds(2))
            headers.LastModified = HeaderUtilities.FormatDate(changed);
    }

    static bool IsHtml(HttpResponse response) =>
        response.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Prevents caching of each response for which an antiforgery token is created.</summary>
sealed class NoStoreAntiforgery(IAntiforgery inner) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) =>
        inner.GetAndStoreTokens(Watched(httpContext));

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(Watched(httpContext));

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => inner.SetCookieTokenAndHeader(Watched(httpContext));

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    static HttpContext Watched(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } cache) cache.Context.AllowCacheStorage = false;
        return context;
    }
}
