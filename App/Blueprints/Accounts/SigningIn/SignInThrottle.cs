using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace App.Blueprints.Accounts.SigningIn;

/// <summary>Result of a sign-in attempt: right, wrong, or not checked because there were too many.</summary>
public readonly record struct Attempt(bool IsRight, TimeSpan? RetryAfter = null);

/// <summary>
/// Limits sign-in attempts per client network: one at a time, and 10 failures per name and 60 in total within 15
/// minutes. Failures count only against the network that they came from, so that a client in another network cannot
/// lock out an account.
/// </summary>
public sealed class SignInThrottle : IDisposable
{
    const int FailuresForName = 10;
    const int FailuresForAddress = 60;
    static readonly TimeSpan window = TimeSpan.FromMinutes(15);

    readonly PartitionedRateLimiter<string> turns = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetConcurrencyLimiter(address, _ => new() { PermitLimit = 1, QueueLimit = 50 }));

    readonly PartitionedRateLimiter<(string Address, string? Name)> failures =
        PartitionedRateLimiter.Create<(string Address, string? Name), (string, string?)>(who =>
            RateLimitPartition.GetSlidingWindowLimiter(who, key => new()
            {
                PermitLimit = key.Item2 is null ? FailuresForAddress : FailuresForName,
                Window = window,
                SegmentsPerWindow = 15,
            }));

    public async Task<Attempt> Try(IPAddress? remote, string name, Func<bool> isRight)
    {
        ArgumentNullException.ThrowIfNull(isRight);
        var address = ClientNetwork.Of(remote);
        (string, string?)[] counted = [(address, null), (address, HashOf(name))];
        using var turn = await turns.AcquireAsync(address);
        if (!turn.IsAcquired) return new(false, TimeSpan.FromSeconds(5));
        // Acquiring 0 permits only checks whether any permits are left.
        foreach (var who in counted)
            using (var left = failures.AttemptAcquire(who, 0))
                if (!left.IsAcquired)
                    return new(false, left.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : window);
        if (isRight())
            return new(true);
        foreach (var who in counted)
            failures.AttemptAcquire(who).Dispose();
        return new(false);
    }

    // Hashes the name, so that all keys have the same size, however long the name is.
    static string HashOf(string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Username.KeyOf(name))));

    public void Dispose()
    {
        turns.Dispose();
        failures.Dispose();
    }
}
