using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace App.Patterns.Caching.Resilience;

/// <summary>
/// Wraps the application's distributed cache. When that cache is slow or fails, reads find nothing and writes are
/// skipped.
/// </summary>
/// <remarks>
/// After a failure the cache is not used for <see cref="ResilientCacheOptions.RetryAfter"/>. Asynchronous calls throw
/// only when the caller cancels.
/// </remarks>
sealed class ResilientDistributedCache(
    IOptions<ResilientCacheOptions> options,
    CacheStatistics figures,
    TimeProvider clock,
    ILogger<ResilientDistributedCache> log,
    IDistributedCache? inner = null
) : IDistributedCache
{
    long restsUntil;

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Try(stop => inner!.GetAsync(key, stop), token);

    public Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    ) => Try(stop => Done(inner!.SetAsync(key, value, options, stop)), token);

    public Task RefreshAsync(string key, CancellationToken token = default) =>
        Try(stop => Done(inner!.RefreshAsync(key, stop)), token);

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        Try(stop => Done(inner!.RemoveAsync(key, stop)), token);

    async Task<byte[]?> Try(Func<CancellationToken, Task<byte[]?>> work, CancellationToken token)
    {
        if (inner is null || clock.GetTimestamp() < Interlocked.Read(ref restsUntil)) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            // WaitAsync ends the wait after the timeout, even when the distributed cache ignores the cancellation
            // token.
            return await work(patience.Token).WaitAsync(options.Value.Timeout, clock, token);
        }
        catch (Exception error) when (!token.IsCancellationRequested)
        {
            Interlocked.Exchange(
                ref restsUntil,
                clock.GetTimestamp() + (long)(options.Value.RetryAfter.TotalSeconds * clock.TimestampFrequency)
            );
            figures.CountFailure();
            log.LogWarning(
                "The distributed cache failed; not used for {Rest}: {Error}",
                options.Value.RetryAfter,
                error.Message
            );
            await patience.CancelAsync();
            return null;
        }
    }

    static async Task<byte[]?> Done(Task work)
    {
        await work;
        return null;
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();
}
