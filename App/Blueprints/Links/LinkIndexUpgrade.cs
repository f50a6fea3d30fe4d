using System.Globalization;
using App.Patterns.Sqlite;

namespace App.Blueprints.Links;

/// <summary>
/// Builds the full-text index when it is empty or was computed by an older version, before the library serves requests.
/// Runs in batches of one transaction each. After a crash it continues after the last complete batch.
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
        // A stored version that is older already marks the index as incomplete. Otherwise mark it here, until the last
        // batch is written.
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

/// <summary>The state of the full-text index.</summary>
sealed record LinkIndexState
{
    /// <summary>The version of the code that computed the index.</summary>
    public required long Version { get; init; }

    /// <summary>The last link that an incomplete build has indexed; 0 for none.</summary>
    public required long LastLinkId { get; init; }

    /// <summary>Whether the index is empty although there are links.</summary>
    public required bool IsMissing { get; init; }
}
