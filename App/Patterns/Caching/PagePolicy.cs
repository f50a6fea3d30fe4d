using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace App.Patterns.Caching;

/// <summary>
/// Which answers are everybody's and so may be kept whole: those to GET and HEAD of nobody in particular, with status
/// 200, without a cookie, a token or a form that changes something. All of it is looked at here and in <see
/// cref="ETagMiddleware"/>, whatever the page thinks of itself. Names of the query that are not listed never reach the
/// page. Flask: View Decorators, Caching Decorator.
/// </summary>
/// <param name="query">The names of the query that the answer depends on.</param>
public sealed class PagePolicy(params IReadOnlyList<string> query) : IOutputCachePolicy
{
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An <see cref="IPageVersion"/> of the request's services that knows the state of what is shown; null for what
    /// only a new build changes.
    /// </summary>
    public Type? Version { get; init; }

    /// <summary>
    /// Whether the names of the query in another order are another answer; by default they are the same.
    /// </summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Which of several forms of the same answer a request wants, such as page or fragment.</summary>
    public Func<HttpContext, string> Shape { get; init; } = _ => "";

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
        // Both get the same answer; a HEAD without its body.
        http.Request.Method = HttpMethods.Get;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        FiguresOf(context.HttpContext).Pages.CountHit();
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.AllowCacheStorage &= MayBeKept(context.HttpContext);
        var figures = FiguresOf(context.HttpContext).Pages;
        figures.CountMiss();
        if (!context.AllowCacheStorage) figures.CountRefused();
        return ValueTask.CompletedTask;
    }

    internal static bool IsReading(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    internal static bool MayBeKept(HttpContext context)
    {
        var headers = context.Response.Headers;
        return context.Response.StatusCode == StatusCodes.Status200OK
            && headers.SetCookie.Count == 0
            && !HeaderUtilities.ContainsCacheDirective(headers.CacheControl, "no-store")
            && !HeaderUtilities.ContainsCacheDirective(headers.CacheControl, "private")
            && context.User.Identity?.IsAuthenticated != true;
    }

    // Who is asking is only known once authentication has run: standing before it, nothing is kept and nothing served.
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

    // By name, but several values of one name in their own order, which may mean something.
    void KeepKnownQuery(HttpRequest request)
    {
        if (!request.QueryString.HasValue) return;
        var known = new StringBuilder();
        var parameters = KeepsOrder
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

    static CachingOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<CachingOptions>>().Value;

    static CacheStatistics FiguresOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<CacheStatistics>();
}

/// <summary>
/// Says in which state the thing is that a request asks for, cheaply and from where all processes write: part of the
/// key of a kept answer, so that nobody is served one from before a write that was acknowledged, whoever wrote.
/// </summary>
public interface IPageVersion
{
    ValueTask<PageVersion> Of(HttpContext context);
}

/// <param name="State">Another for each state; never the same again for a later one.</param>
/// <param name="Tags">Groups by which the answer can be evicted.</param>
/// <param name="ChangedAt">When it came about, for <c>Last-Modified</c>; null when that is not known.</param>
public sealed record PageVersion(string State, IReadOnlyCollection<string> Tags, DateTimeOffset? ChangedAt = null);
