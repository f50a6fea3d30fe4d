using System.Globalization;
using App.Patterns.Sqlite;

namespace App.Blueprints.Links;

/// <summary>
/// Builds the full-text index of a library (one site with its own database) when the index is empty or was computed by
/// an older version of the code. Runs before the library serves requests, in batches of one transaction each. After a
/// crash it continues after the last complete batch.
/// </summary>
static class LinkIndexUpgrade
{
    /// <summary>
    /// Increase this version whenever a change of <see cref="LinkIndexStore"/> or <see cref="Search.FtsTokens"/>
    /// changes the computed index entries.
    /// </summary>
    public const int Version = 1;

    const int BatchSize = 10_000;

    /// <summary>
    /// Builds the index if necessary. When the index is complete and current, executes only one query.
    /// </summary>
    /// <param name="database">
    /// A library whose migrations have been applied, with the functions of <see cref="Search.FtsTokens"/>.
    /// </param>
    /// <param name="log">Called with a line at the start and one at the end. Not called when there are no links.
    /// </param>
    public static void Apply(SqliteDatabase database, Action<string> log)
    {
        using var connection = new OnDemandConnection(database);
        var store = new LinkIndexStore(connection);
        var state = store.State();
        if (state.Version >= Version && !state.IsMissing) return;
        connection.UseBulkMode();
        // A build is incomplete as long as the stored version is older than Version. If the stored version is current
        // but the index is empty, sets the version back to 0 until the last batch is written.
        if (state.Version >= Version) connection.Transact(() => store.Restart());
        log("Building the search index.");
        var done = 0L;
        var last = state.Version >= Version ? 0 : state.LastLinkId;
        for (; store.Next(last, BatchSize) is { Count: > 0 } ids; last = ids[^1])
        {
            connection.Transact(() =>
            {
                store.Renew(ids);
                store.Advance(ids[^1]);
            });
            done += ids.Count;
        }
        connection.Transact(() => store.Finish(Version));
        log(string.Create(CultureInfo.InvariantCulture, $"Indexed {done:N0} links."));
    }
}

/// <summary>How far the full-text index has been built, and by which version of the code.</summary>
sealed record LinkIndexState
{
    /// <summary>The version of the code that computed the index.</summary>
    public required long Version { get; init; }

    /// <summary>The id of the last link that an incomplete build has indexed; 0 when no build is incomplete.</summary>
    public required long LastLinkId { get; init; }

    /// <summary>Whether the index is empty although there are links.</summary>
    public required bool IsMissing { get; init; }
}
