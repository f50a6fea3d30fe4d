using System.Data.Common;
using Dapper;

namespace App.Patterns.Flashing;

/// <summary>The notes that wait. At least one of browser and account is given.</summary>
public sealed class FlashStore(DbConnection connection)
{
    public const int Newest = 20;

    /// <summary>
    /// Keeps a note, and of those with the same owner the newest only; the note remembers how many it pushed out.
    /// </summary>
    public void Add(string? browser, long? accountId, Flash flash, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(flash);
        connection.Execute("""
            insert into flashes (browser, account_id, category, text, action_label, action_url, action_method, dropped, created_at)
            select @browser, @accountId, @Category, @Text, @Label, @Url, @Method, coalesce(sum(dropped + 1), 0), @now
            from (
              select dropped
              from flashes
              where browser is @browser and account_id is @accountId
              order by id desc
              limit -1 offset @Newest - 1
            )
            """,
            new
            {
                browser,
                accountId,
                flash.Category,
                flash.Text,
                flash.Action?.Label,
                flash.Action?.Url,
                flash.Action?.Method,
                now,
                Newest,
            }
        );
        connection.Execute(
            """
            delete from flashes
            where id in (
              select id
              from flashes
              where browser is @browser and account_id is @accountId
              order by id desc
              limit -1 offset @Newest
            )
            """, new { browser, accountId, Newest });
    }

    /// <summary>Forgets notes that nobody came back for.</summary>
    public void Expire(DateTimeOffset before) => connection.Execute("""
        delete from flashes
        where created_at < @before
        """, new { before });

    /// <summary>
    /// Whether a message waits that no other request is showing. Reads only, so that it never waits for a writer.
    /// </summary>
    /// <param name="browser">The key of the browser; null when it has none.</param>
    /// <param name="accountId">The account that is signed in; null for a visitor.</param>
    /// <param name="stale">Reservations from before this time are void.</param>
    public bool Any(string? browser, long? accountId, DateTimeOffset stale) => connection.ExecuteScalar<long?>("""
        select id
        from flashes
        where browser = @browser
          and (account_id is null or account_id = @accountId)
          and (reserved_by is null or reserved_at < @stale)
        union all
        select id
        from flashes
        where browser is null
          and account_id = @accountId
          and (reserved_by is null or reserved_at < @stale)
        limit 1
        """, new { browser, accountId, stale }) is not null;

    /// <summary>
    /// Reserves what waits for one request, in one statement, so that of two requests at once only one gets a
    /// message. Oldest first.
    /// </summary>
    /// <param name="browser">The key of the browser; null when it has none.</param>
    /// <param name="accountId">The account that is signed in; null for a visitor.</param>
    /// <param name="request">The key of the reservation.</param>
    /// <param name="now">The time of the reservation.</param>
    /// <param name="stale">Reservations from before this time are void.</param>
    public IReadOnlyList<FlashRow> Reserve(
        string? browser, long? accountId, string request, DateTimeOffset now, DateTimeOffset stale) =>
    [
        .. connection.Query<FlashRow>("""
            update flashes
            set reserved_by = @request, reserved_at = @now
            where (browser = @browser and (account_id is null or account_id = @accountId)
                or browser is null and account_id = @accountId)
              and (reserved_by is null or reserved_at < @stale)
            returning id, category, text, action_label, action_url, action_method, dropped
            """, new { browser, accountId, request, now, stale }).OrderBy(row => row.Id),
    ];

    /// <summary>Deletes the messages of a response that has completed.</summary>
    public void DeleteReserved(string request) => connection.Execute("""
        delete from flashes
        where reserved_by = @request
        """, new { request });

    /// <summary>Returns the messages of a response that was aborted, so that the next request shows them.</summary>
    public void Release(string request) => connection.Execute("""
        update flashes
        set reserved_by = null, reserved_at = null
        where reserved_by = @request
        """, new { request });
}

public sealed record FlashRow
{
    public required long Id { get; init; }

    public required string Category { get; init; }

    public required string Text { get; init; }

    public string? ActionLabel { get; init; }

    public string? ActionUrl { get; init; }

    public string? ActionMethod { get; init; }

    public required long Dropped { get; init; }

    public Flash ToFlash() => new()
    {
        Category = Category,
        Text = Text,
        Action = ActionUrl is null ? null : new(ActionLabel!, ActionUrl, ActionMethod!),
    };
}
