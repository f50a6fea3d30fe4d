using App.Patterns.Packages;

namespace App.Blueprints.Backend;

/// <summary>
/// Reports about the running library for the backend's pages. The composition root provides them. A page calls the
/// function of the report that it shows.
/// </summary>
public sealed class SiteReports
{
    public IReadOnlyList<SettingReport> Settings { get; init; } = [];

    public Func<IReadOnlyList<RouteEntry>> Routes { get; init; } = () => [];

    public Func<IEnumerable<MountedReport>> Applications { get; init; } = () => [];

    public Func<IEnumerable<CacheReport>> Caches { get; init; } = () => [];

    public Func<IEnumerable<ViewReport>> Views { get; init; } = () => [];
}

/// <param name="Name">The name of the setting.</param>
/// <param name="Value">The effective value; null when it is secret.</param>
/// <param name="Origin">The file, variable or option that set it; null for the default.</param>
/// <param name="Description">One line.</param>
public sealed record SettingReport(string Name, string? Value, string? Origin, string Description);

/// <summary>An application that is mounted below a path of the site and is running.</summary>
public sealed record MountedReport
{
    public required string Name { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required long Requests { get; init; }

    /// <summary>The number of running requests and tasks in the application.</summary>
    public required int Users { get; init; }

    public required TimeSpan Idle { get; init; }

    /// <summary>Stops accepting requests, waits for the running ones, then disposes of the application.</summary>
    public required Func<Task> End { get; init; }
}

/// <summary>
/// Statistics of one cache of this process. A value is null if the cache does not count it. Refused counts results that
/// were computed but not cached; Unchanged counts responses with status 304.
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

/// <summary>The state of a view that is loaded by the first request to it.</summary>
public sealed record ViewReport
{
    public required string Name { get; init; }
    public required string Rules { get; init; }
    public DateTimeOffset? LoadedAt { get; init; }
    public double? Milliseconds { get; init; }
    public long Failures { get; init; }
    public string? LastFailure { get; init; }
}
