using System.Globalization;
using App.Patterns.Caching;

namespace App.Blueprints.Handbook.Demos.Caching;

/// <summary>
/// What stands behind the answer that is kept for everybody: how often it was made, and in which state its thing is.
/// </summary>
public sealed class KeptAnswer(TimeProvider time) : IPageVersion
{
    readonly string start = time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
    int made;
    int version = 1;

    public int Version => Volatile.Read(ref version);

    /// <summary>Counts one more, and says how many there are.</summary>
    public int Make() => Interlocked.Increment(ref made);

    /// <summary>As a write would: the next to ask gets an answer of this state.</summary>
    public void Change() => Interlocked.Increment(ref version);

    /// <summary>Another one after a restart, when the number begins anew.</summary>
    public ValueTask<PageVersion> Of(HttpContext context) =>
        new(new PageVersion(string.Create(CultureInfo.InvariantCulture, $"{start}.{Version}"), ["kept-answer"]));
}
