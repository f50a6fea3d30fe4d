using System.Net;
using System.Threading.RateLimiting;

namespace App.Blueprints.Accounts.SigningIn;

/// <summary>
/// Limits the accounts that one client network creates, because each requires a slow hash and may store files.
/// </summary>
public sealed class SignUpThrottle : IDisposable
{
    /// <summary>Maximum number of sign-ups per client network within <see cref="Window"/>.</summary>
    public const int MaxSignUps = 20;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(
            address, _ => new() { PermitLimit = MaxSignUps, Window = Window, SegmentsPerWindow = 15 }));

    /// <summary>Counts a sign-up.</summary>
    /// <returns>The time to wait if there were too many; null otherwise.</returns>
    public TimeSpan? Take(IPAddress? remote)
    {
        using var lease = limiter.AttemptAcquire(ClientNetwork.Of(remote));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    public void Dispose() => limiter.Dispose();
}
