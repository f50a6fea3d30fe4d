using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Patterns.Caching;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using Microsoft.AspNetCore.OutputCaching;

namespace App.Blueprints.Links.PublicPages;

/// <summary>
/// The links that everybody may see, read once for all the pages, fragments and feeds of all languages that show them.
/// Their state stands in the database, changes in the transaction that changes a link, and is part of every key:
/// whoever asks after a write was acknowledged, by this process or another, gets what it left. Whoever writes says <see
/// cref="Changed"/>, which only gives memory back sooner.
/// </summary>
public sealed class PublicLinkCache(
    PublicLinkStore store,
    LinkSearchStore searches,
    OnDemandConnection connection,
    DataCache? data = null,
    IOutputCacheStore? pages = null
) : IPageVersion
{
    /// <summary>How many <see cref="Newest"/> gives.</summary>
    public const int Count = 50;

    readonly Dictionary<string, PublicVersion?> states = [];

    /// <summary>That of the member whose name stands in the address, else of the library.</summary>
    public ValueTask<PageVersion> Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = State(context.Request.RouteValues["name"] as string);
        return new(
            state is null ? new PageVersion("", []) : new(VersionOf(state), [TagOf(state.Scope)], state.ChangedAt)
        );
    }

    /// <summary>In which state they are, of a member or of everybody; null when there is no such member.</summary>
    public PublicVersion? State(string? member)
    {
        var key = member is null ? "" : Username.KeyOf(member);
        if (states.TryGetValue(key, out var known))
            return known;
        return states[key] = member is null ? store.State() : store.State(key);
    }

    /// <summary>The newest of a member or of everybody, all or those with a tag.</summary>
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

    /// <summary>A page of a member's.</summary>
    public ValueTask<PageOf<LinkRow>> Find(PublicVersion state, LinkQuery query, int page)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(query);
        return Keep(state, CacheKey.Of("member", ("state", VersionOf(state)), ("query", query.ToAddress(page))), () =>
            searches.FindPublic(state.Scope, query, page)
        );
    }

    /// <summary>After the commit, what is kept of the account's public links and of everybody's is given up.</summary>
    public void Changed(long accountId) =>
        connection.AfterCommit(() =>
        {
            foreach (var tag in new[] { TagOf(accountId), TagOf(0) })
            {
                // In memory both are done at once; a shared back end may take its time, and nobody waits for it.
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
