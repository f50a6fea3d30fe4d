using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching.Pages;

/// <summary>
/// Stores the responses of the output cache: in memory of a limited size, in the distributed cache, or nowhere.
/// </summary>
/// <remarks>
/// Entries in the distributed cache are not evicted by tag. This is not necessary: the key of a page contains the
/// version of its content, and old entries expire.
/// </remarks>
sealed class PageStore : IOutputCacheStore, IDisposable
{
    // The keys and values of the entries of each tag. The callback after an eviction can run when a newer entry already
    // has the same key. It compares the values, so that it does not remove the tag of the newer entry.
    readonly Dictionary<string, Dictionary<string, byte[]>> tagged = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    readonly CachingOptions options;
    readonly IDistributedCache? shared;
    readonly MemoryCache memory;

    public PageStore(IServiceProvider services, IOptions<CachingOptions> options, IOptions<PageCachingOptions> own)
    {
        (this.options, shared) = (options.Value, services.SharedCache());
        memory = new(new MemoryCacheOptions { SizeLimit = own.Value.PageBytes, TrackStatistics = true });
        services.GetRequiredService<CacheStatistics>().Pages.Held = memory;
    }

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        options.Backend switch
        {
            CacheBackend.Memory => memory.Get<byte[]>(key),
            CacheBackend.Distributed => await shared!.GetAsync(SharedName(key), cancellationToken),
            _ => null,
        };

    public async ValueTask SetAsync(
        string key,
        byte[] value,
        string[]? tags,
        TimeSpan validFor,
        CancellationToken cancellationToken
    )
    {
        if (options.Backend == CacheBackend.Memory)
            Keep(key, value, tags ?? [], validFor);
        else if (options.Backend == CacheBackend.Distributed)
            await shared!.SetAsync(
                SharedName(key),
                value,
                new() { AbsoluteExpirationRelativeToNow = validFor },
                cancellationToken
            );
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        lock (gate)
            if (tagged.Remove(tag, out var keys))
                foreach (var key in keys.Keys)
                    memory.Remove(key);
        return ValueTask.CompletedTask;
    }

    // Stores the entry and its tags under one lock, so that no eviction by tag runs between the two steps.
    void Keep(string key, byte[] value, string[] tags, TimeSpan validFor)
    {
        lock (gate)
        {
            foreach (var tag in tags)
            {
                if (!tagged.TryGetValue(tag, out var keys)) tagged[tag] = keys = new(StringComparer.Ordinal);
                keys[key] = value;
            }
            using var entry = memory.CreateEntry(key);
            entry.Value = value;
            entry.AbsoluteExpirationRelativeToNow = validFor;
            entry.Size = value.Length + (2 * key.Length);
            entry.RegisterPostEvictionCallback((_, _, _, _) => Untag(key, value, tags));
        }
    }

    void Untag(string key, byte[] value, string[] tags)
    {
        lock (gate)
            foreach (var tag in tags)
                if (
                    tagged.TryGetValue(tag, out var keys)
                    && keys.TryGetValue(key, out var kept)
                    && kept == value
                    && keys.Remove(key)
                    && keys.Count == 0
                )
                    tagged.Remove(tag);
    }

    // Returns the key in the distributed cache. The key is a hash, because its length and characters are valid in every
    // distributed cache.
    string SharedName(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Owner}|{key}")));

    public void Dispose() => memory.Dispose();
}
