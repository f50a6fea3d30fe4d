using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Caching.Pages;

/// <summary>
/// The output cache policy of public pages: caches successful GET and HEAD responses to anonymous clients.
/// </summary>
/// <param name="query">
/// The query parameters on which the response depends. All other parameters are removed from the request before the
/// page runs.
/// </param>
/// <remarks>
/// A response is not cached when its status is not 200, when it sets a cookie, or when it contains an antiforgery token
/// or a POST form. This policy and <see cref="ETagMiddleware"/> check these conditions for every page. Flask
/// documentation: View Decorators, Caching Decorator.
/// </remarks>
public sealed class PagePolicy(params IReadOnlyList<string> query) : IOutputCachePolicy
{
    /// <summary>How long a response is cached. Default: 5 minutes.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A registered <see cref="IPageVersion"/> service that returns the version of the content. <see langword="null"/>
    /// for pages that change only with a new build.
    /// </summary>
    public Type? Version { get; init; }

    /// <summary>Whether the order of the query parameters changes the response. Default: false.</summary>
    public bool QueryOrderMatters { get; init; }

    /// <summary>
    /// Returns a part of the cache key that distinguishes variants of the page, such as the whole page and a partial
    /// for htmx.
    /// </summary>
    public Func<HttpContext, string> Shape { get; init; } = _ => "";

    /// <inheritdoc/>
    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        if (!IsReading(http.Request)) return;
        KeepKnownQuery(http.Request);
        if (!IsForEverybody(http)) return;
        var options = OptionsOf(http);
        if (options.Unless(http)) return;
        var key = context.CacheVaryByRules.VaryByValues;
        key["culture"] = CultureInfo.CurrentUICulture.Name;
        key["query"] = http.Request.QueryString.Value ?? "";
        key["shape"] = Shape(http);
        key["various"] = options.VaryBy(http);
        if (Version is not null)
        {
            var version = await ((IPageVersion)http.RequestServices.GetRequiredService(Version)).Of(http);
            key["version"] = version.State;
            context.Tags.UnionWith(version.Tags);
            http.Features.Set(version);
        }
        context.ResponseExpirationTimeSpan = KeptFor;
        context.EnableOutputCaching =
            context.AllowCacheLookup =
            context.AllowCacheStorage =
            context.AllowLocking =
                true;
        // Treats HEAD as GET, so that both use the same cache entry. ConditionalGetMiddleware discards the body.
        http.Request.Method = HttpMethods.Get;
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        FiguresOf(context.HttpContext).Pages.CountHit();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.AllowCacheStorage &= IsCacheable(context.HttpContext);
        var figures = FiguresOf(context.HttpContext).Pages;
        figures.CountMiss();
        if (!context.AllowCacheStorage) figures.CountRefused();
        return ValueTask.CompletedTask;
    }

    internal static bool IsReading(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    internal static bool IsCacheable(HttpContext context)
    {
        var headers = context.Response.Headers;
        return context.Response.StatusCode == StatusCodes.Status200OK
            && headers.SetCookie.Count == 0
            && !HeaderUtilities.ContainsCacheDirective(headers.CacheControl, "no-store")
            && !HeaderUtilities.ContainsCacheDirective(headers.CacheControl, "private")
            && context.User.Identity?.IsAuthenticated != true;
    }

    // Returns whether the response can be the same for all clients. Also returns false before authentication, because
    // the user is not known yet.
    static bool IsForEverybody(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var isGuarded =
            metadata?.GetMetadata<IAuthorizeData>() is not null && metadata.GetMetadata<IAllowAnonymous>() is null;
        var isKnownWho =
            context.Features.Get<IAuthenticationFeature>() is not null
            || context.RequestServices.GetService<IAuthenticationSchemeProvider>() is null;
        return isKnownWho
            && !isGuarded
            && context.User.Identity?.IsAuthenticated != true
            && context.Request.Headers.Authorization.Count == 0;
    }

    // Removes unknown query parameters. Sorts the others by name unless QueryOrderMatters is set. Several values of one
    // parameter keep their order.
    void KeepKnownQuery(HttpRequest request)
    {
        if (!request.QueryString.HasValue) return;
        var known = new StringBuilder();
        var parameters = QueryOrderMatters
            ? from parameter in request.Query
              where query.Contains(parameter.Key)
              from value in parameter.Value
              select (parameter.Key, value)
            : from name in query.Order(StringComparer.Ordinal)
              from value in request.Query[name]
              select (name, value);
        foreach (var (name, value) in parameters)
            known
                .Append(known.Length == 0 ? '?' : '&')
                .Append(Uri.EscapeDataString(name))
                .Append('=')
                .Append(Uri.EscapeDataString(value ?? ""));
        request.QueryString = new(known.ToString());
    }

    static PageCachingOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<PageCachingOptions>>().Value;

    static CacheStatistics FiguresOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<CacheStatistics>();
}

/// <summary>Returns the version of the content that a request shows.</summary>
/// <remarks>
/// The implementation must be fast and must read data that all processes share. The version is part of the cache key,
/// so a cached response is never older than the last committed write of any process.
/// </remarks>
public interface IPageVersion
{
    /// <summary>Returns the current version.</summary>
    /// <param name="context">The current request.</param>
    /// <returns>The version.</returns>
    ValueTask<PageVersion> Of(HttpContext context);
}

/// <summary>The version of the content of a page.</summary>
/// <param name="State">Identifies the state of the content. A new state never has the value of an earlier one.</param>
/// <param name="Tags">The tags by which the response can be evicted.</param>
/// <param name="ChangedAt">
/// When the content changed, for <c>Last-Modified</c>; <see langword="null"/> when unknown.
/// </param>
public sealed record PageVersion(string State, IReadOnlyCollection<string> Tags, DateTimeOffset? ChangedAt = null);
