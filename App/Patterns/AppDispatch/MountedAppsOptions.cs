namespace App.Patterns.AppDispatch;

public sealed record MountedAppsOptions
{
    /// <summary>After how long without use an application is ended.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many live at most. One more takes the place of the one that was idle longest; with none idle it is refused.
    /// </summary>
    public int Limit { get; init; } = 100;

    /// <summary>How long an ending application waits for its answers to be sent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a name without an application is remembered; by default not at all, so that one made a moment later
    /// answers at once.
    /// </summary>
    public TimeSpan RememberMissing { get; init; } = TimeSpan.Zero;

    /// <summary>How many such names are remembered at most.</summary>
    public int MissingLimit { get; init; } = 1000;

    /// <summary>Signalled when the parent ends: endless answers are told so.</summary>
    public CancellationToken Stopping { get; init; }
}
