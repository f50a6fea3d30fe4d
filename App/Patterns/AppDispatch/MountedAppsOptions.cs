namespace App.Patterns.AppDispatch;

/// <summary>The limits and timeouts of <see cref="MountedApps{TKey}"/>.</summary>
public sealed record MountedAppsOptions
{
    /// <summary>
    /// How long an application may be unused before it is stopped. A timer checks for unused applications at intervals
    /// of half this time. Default: 10 minutes.
    /// </summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The maximum number of running applications. Default: 100. A further application replaces the one that has been
    /// idle longest. When no application is idle, the request gets status 503.
    /// </summary>
    public int Limit { get; init; } = 100;

    /// <summary>How long a closing application waits for its responses to be sent. Default: 1 minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a key without an application is remembered. Default: zero, so that a new application is found at once.
    /// </summary>
    public TimeSpan RememberMissing { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The maximum number of remembered keys without an application. Default: 1,000.
    /// </summary>
    public int MaxMissing { get; init; } = 1000;

    /// <summary>
    /// A token that is cancelled when the parent application stops. Then the endless responses of all mounted
    /// applications, such as event streams, are aborted.
    /// </summary>
    public CancellationToken Stopping { get; init; }
}
