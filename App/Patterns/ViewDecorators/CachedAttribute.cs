using App.Patterns.Ajax;
using App.Patterns.Caching.Pages;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// Caches the response of a page or handler for all visitors. Flask documentation: View Decorators, Caching Decorator.
/// </summary>
/// <remarks>
/// The cache key is the path, application, language, format (page, part of a page for htmx, or JSON) and the listed
/// query parameters. A response is never cached when a user is signed in or the endpoint requires a user (see
/// <see cref="PagePolicy"/>). So the order of this attribute and <c>[Authorize]</c> does not matter.
/// </remarks>
/// <param name="query">
/// The query parameters that the response depends on. Others are removed before the handler runs.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public class CachedAttribute(params string[] query) : Attribute, IOutputCachePolicy
{
    /// <summary>The query parameters that the response depends on.</summary>
    public IReadOnlyList<string> Query => query;

    /// <summary>The maximum age of a cache entry in seconds; 300 by default.</summary>
    public int Seconds { get; init; } = 300;

    /// <summary>Whether each order of the query parameters has its own cache entry.</summary>
    public bool QueryOrderMatters { get; init; }

    /// <summary>
    /// The type of the <see cref="IPageVersion"/> service that returns the version of the page's content. This version
    /// is part of the cache key. Null means no version.
    /// </summary>
    protected virtual Type? Version => null;

    PagePolicy Policy => field ??= new(query)
    {
        KeptFor = TimeSpan.FromSeconds(Seconds),
        Version = Version,
        QueryOrderMatters = QueryOrderMatters,
        Shape = context => context.Request.Wanted().ToString(),
    };

    ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) =>
        Policy.CacheRequestAsync(context, cancellation);

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        Policy.ServeFromCacheAsync(context, cancellation);

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) =>
        Policy.ServeResponseAsync(context, cancellation);
}

/// <summary>
/// Caches the response until <typeparamref name="TVersion"/> returns another version of the page's content, but at most
/// for <see cref="CachedAttribute.Seconds"/>.
/// </summary>
/// <typeparam name="TVersion">The service that returns the version of the content.</typeparam>
/// <param name="query">
/// The query parameters that the response depends on. Others are removed before the handler runs.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CachedAttribute<TVersion>(params string[] query) : CachedAttribute(query)
    where TVersion : IPageVersion
{
    /// <inheritdoc />
    protected override Type Version => typeof(TVersion);
}
