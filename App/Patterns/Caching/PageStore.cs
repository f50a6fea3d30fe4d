using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching;

/// <summary>
/// Where the platform's output cache keeps whole answers: memory of a limited size, counted; the shared back end; or nowhere. In the
/// shared back end nothing is evicted by tag: answers that change have their version in the key and grow old there unasked.
/// </summary>
sealed class PageStore : IOutputCacheStore, IDisposable
{
    readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> tagged = new(StringComparer.Ordinal);
    readonly CachingOptions options;
    readonly SharedBackend shared;
    readonly MemoryCache memory;

    public PageStore(IOptions<CachingOptions> options, CacheFigures figures, SharedBackend shared)
    {
        (this.options, this.shared) = (options.Value, shared);
        memory = new(new MemoryCacheOptions { SizeLimit = this.options.PageBytes, TrackStatistics = true });
        figures.Pages.Held = memory;
    }

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => options.Backend switch
    {
        CacheBackend.Memory => memory.Get<byte[]>(key),
        CacheBackend.Distributed => await shared.GetAsync(SharedName(key), cancellationToken),
        _ => null,
    };

    public async ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        if (options.Backend == CacheBackend.Memory) Keep(key, value, tags ?? [], validFor);
        else if (options.Backend == CacheBackend.Distributed)
            await shared.SetAsync(SharedName(key), value, new() { AbsoluteExpirationRelativeToNow = validFor }, cancellationToken);
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        if (tagged.TryRemove(tag, out var keys))
            foreach (var key in keys.Keys)
                memory.Remove(key);
        return ValueTask.CompletedTask;
    }

    void Keep(string key, byte[] value, string[] tags, TimeSpan validFor)
    {
        foreach (var tag in tags) tagged.GetOrAdd(tag, _ => new(StringComparer.Ordinal))[key] = 0;
        using var entry = memory.CreateEntry(key);
        entry.Value = value;
        entry.AbsoluteExpirationRelativeToNow = validFor;
        entry.Size = value.Length + (2 * key.Length);
        entry.RegisterPostEvictionCallback((_, _, reason, _) =>
        {
            if (reason != EvictionReason.Replaced) Untag(key, tags);
        });
    }

    void Untag(string key, string[] tags)
    {
        foreach (var tag in tags)
            if (tagged.TryGetValue(tag, out var keys) && keys.TryRemove(key, out _) && keys.IsEmpty)
                tagged.TryRemove(KeyValuePair.Create(tag, keys));
    }

    // Of a length and of letters that every back end takes.
    string SharedName(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Owner}|{key}")));

    public void Dispose() => memory.Dispose();
}
