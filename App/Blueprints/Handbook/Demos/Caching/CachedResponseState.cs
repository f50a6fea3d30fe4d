using System.Globalization;
using App.Patterns.Caching.Pages;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>
/// Counts how often the cached response was rendered, and stores the version of the data that the response shows.
/// </summary>
public sealed class CachedResponseState(TimeProvider time) : IPageVersion
{
    readonly string start = time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
    int made;
    int version = 1;

    public int Version => Volatile.Read(ref version);

    /// <summary>Increments the number of renderings and returns it.</summary>
    public int Make() => Interlocked.Increment(ref made);

    /// <summary>
    /// Increments the version, as a change of the data would. The next request renders the response again.
    /// </summary>
    public void Change() => Interlocked.Increment(ref version);

    /// <summary>
    /// Returns the version for the ETag. It includes the start time, because the counter restarts with the process.
    /// </summary>
    public ValueTask<PageVersion> Of(HttpContext context) =>
        new(new PageVersion(string.Create(CultureInfo.InvariantCulture, $"{start}.{Version}"), ["cached-response"]));
}
