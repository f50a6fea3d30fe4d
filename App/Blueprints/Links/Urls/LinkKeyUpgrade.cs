using System.Diagnostics;
using System.Globalization;
using App.Patterns.Sqlite;

namespace App.Blueprints.Links.Urls;

/// <summary>
/// Recomputes the keys of links after an update that changed <see cref="LinkUrlKey"/>, before the library serves
/// requests. Runs in batches of one transaction each. After a crash it continues after the last complete batch.
/// </summary>
public static class LinkKeyUpgrade
{
    // Links per transaction. Each batch rewrites pages in all parts of two indexes, so small batches are slow: batches
    // of 1,000 links take twice as long.
    const int BatchSize = 10_000;

    static readonly TimeSpan reportInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Updates all keys to <see cref="LinkUrlKey.Version"/>. When all keys are current, executes only one query.
    /// </summary>
    /// <param name="database">A library whose migrations have been applied.</param>
    /// <param name="log">Receives a log line at the start, about every second and at the end. For a library without
    /// links it receives none.</param>
    public static void Apply(SqliteDatabase database, Action<string> log)
    {
        using var connection = new OnDemandConnection(database);
        var store = new LinkKeyStore(connection);
        var state = store.State();
        if (state.Version >= LinkUrlKey.Version) return;
        connection.UseBulkMode();
        var total = store.Left(state.LastLinkId);
        if (total > 0) log(Line($"Recomputing the keys of {total:N0} links after an update."));
        var done = 0L;
        var reported = Stopwatch.StartNew();
        for (var last = state.LastLinkId; store.Next(last, BatchSize) is { Count: > 0 } batch; last = batch[^1].Id)
        {
            connection.Transact(() =>
            {
                store.Write(Changed(batch));
                store.Advance(batch[^1].Id);
            });
            done += batch.Count;
            if (reported.Elapsed < reportInterval) continue;
            log(Line($"Recomputed the keys of {done:N0} of {total:N0} links."));
            reported.Restart();
        }
        store.Finish(LinkUrlKey.Version);
        if (total > 0) log(Line($"The keys of {done:N0} links are up to date."));
    }

    // Two links of a batch may get the same new key. The SQL statement cannot detect that, so only the first link is
    // written.
    static List<LinkKeys> Changed(IReadOnlyList<LinkKeys> batch)
    {
        HashSet<(long, string)> keys = [];
        return
        [
            .. batch.Select(link => (Before: link, After: link.Recomputed()))
                .Where(link => (link.After.IsTrashed || keys.Add((link.After.AccountId, link.After.UrlKey)))
                    && link.Before != link.After)
                .Select(link => link.After),
        ];
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
