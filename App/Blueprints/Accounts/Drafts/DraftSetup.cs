using System.Globalization;
using System.Text.Json;
using App.Patterns.Sqlite;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Blueprints.Accounts.Drafts;

/// <summary>
/// Stores the values of an unsent form for the account that signed in, so that the form's page can fill them in.
/// </summary>
public sealed class DraftSetup
{
    /// <summary>
    /// Name of the query parameter with the ID of a draft. The opened page shows the draft's values in its form.
    /// </summary>
    public const string Parameter = "draft";

    /// <summary>
    /// Maximum number of drafts per account; older ones are deleted. Each tab whose session has ended can add one.
    /// </summary>
    public const int MaxDrafts = 5;

    /// <summary>How long a draft is stored.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    readonly DraftStore store;
    readonly OnDemandConnection connection;
    readonly TimeProvider clock;

    internal DraftSetup(DraftStore store, OnDemandConnection connection, TimeProvider clock) =>
        (this.store, this.connection, this.clock) = (store, connection, clock);

    /// <summary>Stores the values of an unsent form as a draft.</summary>
    /// <returns>The URL of the form's page, which then shows the form filled in.</returns>
    public string Keep(long accountId, CarriedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        long id = 0;
        void Write()
        {
            var now = clock.GetUtcNow();
            store.RemoveOld(now - Lifetime);
            id = store.Add(accountId, form.Page, form.Action, JsonSerializer.Serialize(form.Fields), now);
            store.RemoveAllBut(accountId, MaxDrafts);
        }
        if (connection.InUnitOfWork) Write();
        else connection.Transact(Write);
        return UrlOf(form.Page, id);
    }

    /// <summary>Returns a draft of an account; null if it does not exist or is too old.</summary>
    internal CarriedForm? Find(long accountId, long id)
    {
        if (store.Find(accountId, id, clock.GetUtcNow() - Lifetime) is not { } row) return null;
        return new(row.Page, row.Action, JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.Fields)!);
    }

    static string UrlOf(string page, long id)
    {
        var at = page.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = at < 0 ? (page, "") : (page[..at], page[at..]);
        var kept = QueryHelpers.ParseQuery(query).Where(value => value.Key != Parameter);
        return QueryHelpers.AddQueryString(
            QueryHelpers.AddQueryString(path, kept), Parameter, id.ToString(CultureInfo.InvariantCulture));
    }
}
