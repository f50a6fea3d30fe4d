using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Patterns.Caching;
using App.Patterns.Caching.Pages;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Blueprints.Links.PublicPages;

/// <summary>
/// Caches public links for the pages, fragments and feeds of all languages. Every cache key contains a version from the
/// database. The transaction that changes a link also changes the version. So a read after a committed write of any
/// process never returns stale links. Writers call <see cref="Changed"/> only to free memory earlier.
/// </summary>
public sealed class PublicLinkCache(
    PublicLinkStore store,
    LinkSearchStore searches,
    OnDemandConnection connection,
    DataCache? data = null,
    IOutputCacheStore? pages = null
) : IPageVersion
{
    /// <summary>The number of links that <see cref="Newest"/> returns.</summary>
    public const int Count = 50;

    readonly Dictionary<string, PublicVersion?> states = [];

    /// <summary>
    /// Returns the version of the public links of the member in the URL or, without a member, of all public links.
    /// </summary>
    public ValueTask<PageVersion> Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = State(context.Request.RouteValues["name"] as string);
        return new(
            state is null ? new PageVersion("", []) : new(VersionOf(state), [TagOf(state.Scope)], state.ChangedAt)
        );
    }

    /// <summary>
    /// The version of a member's public links, or of all public links; null when the member does not exist.
    /// </summary>
    public PublicVersion? State(string? member)
    {
        var key = member is null ? "" : Username.KeyOf(member);
        if (states.TryGetValue(key, out var known))
            return known;
        return states[key] = member is null ? store.State() : store.State(key);
    }

    /// <summary>
    /// The newest public links of a member or of the whole library, optionally only those with a tag.
    /// </summary>
    public ValueTask<IReadOnlyList<LinkRow>> Newest(string? member = null, string tag = "")
    {
        if (State(member) is not { } state)
            return new([]);
        var tagKey = TagNames.KeyOf(TagNames.Clean(tag));
        return Keep(state, CacheKey.Of("newest", ("state", VersionOf(state)), ("tag", tagKey)), () =>
            (tagKey, state.Scope) switch
            {
                ("", 0) => store.Newest(Count),
                ("", _) => store.Newest(state.Scope, Count),
                _ => store.Newest(tagKey, state.Scope == 0 ? null : state.Scope, Count),
            }
        );
    }

    /// <summary>A page of a member's public links.</summary>
    public ValueTask<PageOf<LinkRow>> Find(PublicVersion state, LinkQuery query, int page)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(query);
        return Keep(
            state,
            CacheKey.Of("member", ("state", VersionOf(state)), ("query", query.ToQueryString(page))),
            () => searches.FindPublic(state.Scope, query, page)
        );
    }

    /// <summary>Evicts the cached public links of the account and of the whole library after the commit.</summary>
    public void Changed(long accountId) =>
        connection.AfterCommit(() =>
        {
            foreach (var tag in new[] { TagOf(accountId), TagOf(0) })
            {
                // With a cache in memory both calls complete synchronously. With a distributed cache they may take
                // longer, and the write does not wait for them.
                _ = pages?.EvictByTagAsync(tag, CancellationToken.None).AsTask();
                _ = data?.RemoveByTag(tag).AsTask();
            }
        });

    async ValueTask<T> Keep<T>(PublicVersion state, CacheKey key, Func<T> read)
        where T : class =>
        data is null
            ? read()
            : (await data.Get(key, () => new ValueTask<T?>(read()), new() { Tags = [TagOf(state.Scope)] }))!;

    static string VersionOf(PublicVersion state) =>
        string.Create(CultureInfo.InvariantCulture, $"{state.Scope}.{state.Version}");

    static string TagOf(long scope) => string.Create(CultureInfo.InvariantCulture, $"links.public.{scope}");
}
