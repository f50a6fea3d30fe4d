using System.Data.Common;
using Dapper;

namespace App.Patterns.Flashing;

/// <summary>The notes that wait. At least one of browser and account is given.</summary>
public sealed class FlashStore(DbConnection connection)
{
    public const int Newest = 20;

    /// <summary>Keeps a note, and of those with the same owner the newest only; the note remembers how many it pushed out.</summary>
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
            new { browser, accountId, flash.Category, flash.Text, flash.Action?.Label, flash.Action?.Url, flash.Action?.Method, now, Newest });
        connection.Execute("""
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

    /// <summary>Whether a note waits; reading holds up no writer, which taking would.</summary>
    public bool Any(string? browser, long? accountId) => connection.ExecuteScalar<long?>("""
        select id
        from flashes
        where browser = @browser and (account_id is null or account_id = @accountId)
        union all
        select id
        from flashes
        where browser is null and account_id = @accountId
        limit 1
        """, new { browser, accountId }) is not null;

    /// <summary>Takes what waits, in one statement, so that of two requests at once only one gets a note. Oldest first.</summary>
    public IReadOnlyList<FlashRow> Take(string? browser, long? accountId) =>
    [
        .. connection.Query<FlashRow>("""
            delete from flashes
            where browser = @browser and (account_id is null or account_id = @accountId)
              or browser is null and account_id = @accountId
            returning id, category, text, action_label, action_url, action_method, dropped
            """, new { browser, accountId }).OrderBy(row => row.Id),
    ];
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
