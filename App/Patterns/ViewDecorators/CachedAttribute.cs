using App.Patterns.Ajax;
using App.Patterns.Caching;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Patterns.ViewDecorators;

/// <summary>
/// The answer of this page or handler is everybody's and kept for five minutes, by path, library, language, form and
/// the listed names of the query. It cannot stand outside a login: whoever is signed in, must be, or might be, gets an
/// answer of their own (<see cref="PagePolicy"/>). Flask: View Decorators, Caching Decorator.
/// </summary>
/// <param name="query">The names of the query that the answer depends on; others do not reach the handler.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public class CachedAttribute(params string[] query) : Attribute, IOutputCachePolicy
{
    public IReadOnlyList<string> Query => query;

    public int Seconds { get; init; } = 300;

    /// <summary>Whether the names of the query in another order are another answer.</summary>
    public bool KeepsOrder { get; init; }

    protected virtual Type? Version => null;

    PagePolicy Policy => field ??= new(query)
    {
        KeptFor = TimeSpan.FromSeconds(Seconds),
        Version = Version,
        KeepsOrder = KeepsOrder,
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
/// Kept as long as what it shows stays in the same state, as <typeparamref name="TVersion"/> knows it; at most five
/// minutes.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CachedAttribute<TVersion>(params string[] query) : CachedAttribute(query)
    where TVersion : IPageVersion
{
    protected override Type Version => typeof(TVersion);
}
