using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace App.Blueprints.Accounts.SigningIn;

/// <summary>The outcome of a try: right, wrong, or not looked at because there were too many.</summary>
public readonly record struct Attempt(bool IsRight, TimeSpan? RetryAfter = null);

/// <summary>
/// Lets an address try one password at a time, and fail 10 times at one name and 60 times at all names in a quarter of
/// an hour. Only failures count, and only against the address they came from: a stranger elsewhere cannot lock anybody
/// out.
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
        // Asking for nothing tells whether there is something left.
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

    // A key has one size, however long a name was sent.
    static string HashOf(string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Username.KeyOf(name))));

    public void Dispose()
    {
        turns.Dispose();
        failures.Dispose();
    }
}
