using App.Patterns.Packages;

namespace App.Blueprints.Backend;

/// <summary>What only those know who put the library together; each part is asked for when it is shown.</summary>
public sealed class SiteReports
{
    public IReadOnlyList<SettingReport> Settings { get; init; } = [];

    public Func<IReadOnlyList<RouteEntry>> Routes { get; init; } = () => [];

    public Func<IEnumerable<MountedReport>> Applications { get; init; } = () => [];

    public Func<IEnumerable<CacheReport>> Caches { get; init; } = () => [];

    public Func<IEnumerable<ViewReport>> Views { get; init; } = () => [];
}

/// <param name="Name">Of the setting.</param>
/// <param name="Value">As it is in force; null when it must not be shown.</param>
/// <param name="Origin">The file, variable or option it came from; null when nobody set it.</param>
/// <param name="Description">One line.</param>
public sealed record SettingReport(string Name, string? Value, string? Origin, string Description);

/// <summary>An application that answers now.</summary>
public sealed record MountedReport
{
    public required string Name { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long Requests { get; init; }

    /// <summary>Who is inside now: requests and others.</summary>
    public required int Users { get; init; }

    public required TimeSpan Idle { get; init; }

    /// <summary>Lets nobody in any more, waits for those inside, ends it.</summary>
    public required Func<Task> End { get; init; }
}

/// <summary>
/// A cache of this process; null where it keeps no figure. Refused was computed and not kept, unchanged was answered
/// 304.
/// </summary>
public sealed record CacheReport
{
    public required string Name { get; init; }
    public required long Hits { get; init; }
    public required long Misses { get; init; }
    public long? Refused { get; init; }
    public long? Unchanged { get; init; }
    public long? Entries { get; init; }
    public long? Bytes { get; init; }
    public Func<Task>? Clear { get; init; }
}

/// <summary>A view that is loaded when it is first asked for.</summary>
public sealed record ViewReport
{
    public required string Name { get; init; }
    public required string Rules { get; init; }
    public DateTimeOffset? LoadedAt { get; init; }
    public double? Milliseconds { get; init; }
    public long Failures { get; init; }
    public string? LastFailure { get; init; }
}
