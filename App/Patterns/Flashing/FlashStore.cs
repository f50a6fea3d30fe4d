using System.Data.Common;
using Dapper;

namespace App.Patterns.Flashing;

/// <summary>
/// Stores waiting flash messages in the table <c>flashes</c>. Each message is for a browser, an account or both.
/// </summary>
/// <param name="connection">The connection of the scope.</param>
public sealed class FlashStore(DbConnection connection)
{
    /// <summary>The maximum number of stored messages for one browser and account.</summary>
    public const int Newest = 20;

    /// <summary>
    /// Stores a message and deletes the oldest of the same browser and account beyond <see cref="Newest"/>. The new row
    /// stores the number of messages that were deleted for it.
    /// </summary>
    /// <param name="browser">The key of the browser; null for a message to any browser of the account.</param>
    /// <param name="accountId">The account; null for a message to the browser alone.</param>
    /// <param name="flash">The message.</param>
    /// <param name="now">The current time.</param>
    public void Add(string? browser, long? accountId, Flash flash, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(flash);
        connection.Execute("""
            insert into flashes (browser, account_id, category, text, action_label, action_url, action_method,
              dropped, created_at)
            select @browser, @accountId, @Category, @Text, @Label, @Url, @Method,
              coalesce(sum(dropped + 1), 0), @now
            from (
              select dropped
              from flashes
              where browser is not distinct from @browser
                and account_id is not distinct from @accountId
              order by id desc
              limit 9223372036854775807 offset @Newest - 1
            ) as older
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
              where browser is not distinct from @browser
                and account_id is not distinct from @accountId
              order by id desc
              limit 9223372036854775807 offset @Newest
            )
            """, new { browser, accountId, Newest });
    }

    /// <summary>Deletes messages that were not shown in time.</summary>
    /// <param name="before">The time before which a message counts as too old.</param>
    public void Expire(DateTimeOffset before) => connection.Execute("""
        delete from flashes
        where created_at < @before
        """, new { before });

    /// <summary>
    /// Whether there is a message that no other request has reserved. Only reads, so the call never waits for a writer.
    /// </summary>
    /// <param name="browser">The key of the browser; null when it has none.</param>
    /// <param name="accountId">The account that is signed in; null for a visitor.</param>
    /// <param name="stale">The earliest time of a valid reservation; an older reservation is void.</param>
    /// <returns>True when <see cref="Reserve"/> would return a message.</returns>
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
    /// Reserves all free messages for one request, in one statement, so that two simultaneous requests never get the
    /// same message.
    /// </summary>
    /// <param name="browser">The key of the browser; null when it has none.</param>
    /// <param name="accountId">The account that is signed in; null for a visitor.</param>
    /// <param name="request">The key of the reservation.</param>
    /// <param name="now">The time of the reservation.</param>
    /// <param name="stale">The earliest time of a valid reservation; an older reservation is void.</param>
    /// <returns>The messages, oldest first.</returns>
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
    /// <param name="request">The key of the reservation.</param>
    public void DeleteReserved(string request) => connection.Execute("""
        delete from flashes
        where reserved_by = @request
        """, new { request });

    /// <summary>Releases the messages of an aborted response, so that the next request shows them.</summary>
    /// <param name="request">The key of the reservation.</param>
    public void Release(string request) => connection.Execute("""
        update flashes
        set reserved_by = null, reserved_at = null
        where reserved_by = @request
        """, new { request });
}

/// <summary>A row of the table <c>flashes</c>.</summary>
public sealed record FlashRow
{
    /// <summary>The key of the row; ascending with time.</summary>
    public required long Id { get; init; }

    /// <summary>The category of the message.</summary>
    public required string Category { get; init; }

    /// <summary>The text of the message.</summary>
    public required string Text { get; init; }

    /// <summary>The text of the button; null when there is no button.</summary>
    public string? ActionLabel { get; init; }

    /// <summary>The path that the button posts to; null when there is no button.</summary>
    public string? ActionUrl { get; init; }

    /// <summary>The HTTP method of the button; null when there is no button.</summary>
    public string? ActionMethod { get; init; }

    /// <summary>The number of older messages that were deleted in favour of this one.</summary>
    public required long Dropped { get; init; }

    /// <summary>Converts the row to a message.</summary>
    /// <returns>The message, with its button when it has one.</returns>
    public Flash ToFlash() => new()
    {
        Category = Category,
        Text = Text,
        Action = ActionUrl is null ? null : new(ActionLabel!, ActionUrl, ActionMethod!),
    };
}
