using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Caching;

/// <summary>
/// Inside the output cache: gives an answer that may be kept its <c>ETag</c>, the hash of its bytes, and refuses it to
/// the cache when a form in it changes something or carries a token.
/// </summary>
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
        if (!PagePolicy.MayBeKept(context) || (IsHtml(context.Response) && Changes(bytes.Span)))
            cache.AllowCacheStorage = false;
        if (cache.AllowCacheStorage)
            Mark(context, bytes.Span);
        // A client that has left takes nothing and disturbs nothing; a token would throw, also for those who wait.
        if (bytes.Length > 0) await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
    }

    async Task Gather(HttpContext context, MemoryStream body)
    {
        var features = context.Features;
        var outer = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var inner = new StreamResponseBodyFeature(body, outer);
        features.Set<IHttpResponseBodyFeature>(inner);
        // Others wait for this answer, or will be served it: it is made whole even when its first asker has left.
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

    // What people wrote has no bare quotes in HTML.
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
        // Kept by whoever likes, and asked for again each time.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-cache";
        if (context.Features.Get<PageVersion>()?.ChangedAt is not { } changed) return;
        // Another build or setting makes other pages of the same things. And the header knows whole seconds, within
        // which there may be more.
        if (changed < started)
            changed = started;
        if (clock.GetUtcNow() - changed > TimeSpan.FromSeconds(2))
            headers.LastModified = HeaderUtilities.FormatDate(changed);
    }

    static bool IsHtml(HttpResponse response) =>
        response.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>
/// Whoever makes a token for a request makes its answer personal, in whatever form the token goes out.
/// </summary>
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
