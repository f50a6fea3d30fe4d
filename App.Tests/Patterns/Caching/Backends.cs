using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace App.Tests.Patterns.Caching;

/// <summary>A distributed cache that a test can break or block.</summary>
sealed class SharedMemory : IDistributedCache
{
    public ConcurrentDictionary<string, byte[]> Entries { get; } = new();

    /// <summary>Whether every call throws.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether every call hangs and ignores its cancellation token.</summary>
    public bool Hangs { get; set; }

    public int Asked { get; private set; }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Answer(() => Entries.GetValueOrDefault(key));

    public Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    ) => Answer(() => Entries[key] = value);

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        Answer(() => Entries.TryRemove(key, out var gone) ? gone : null);

    Task<byte[]?> Answer(Func<byte[]?> work)
    {
        Asked++;
        if (IsBroken) throw new IOException("The back end is gone.");
        return Hangs ? new TaskCompletionSource<byte[]?>().Task : Task.FromResult(work());
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();
}
