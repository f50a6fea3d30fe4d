using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Links.Changes;
using Dapper;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>
/// Finds links to show again: those of this day in earlier years, a random one, and those viewed last.
/// </summary>
public sealed class RediscoveryStore(DbConnection connection)
{
    /// <summary>
    /// Maximum number of links of one day that are counted and shown. An import without dates can put a whole library
    /// on one day.
    /// </summary>
    public const int MaxOfDay = 1000;

    const int Probes = 8;
    const int Reach = 16;

    /// <summary>
    /// Reads these links in the given order. Links in the trash and links of other accounts are left out.
    /// </summary>
    public IReadOnlyList<LinkName> Viewed(long accountId, IReadOnlyCollection<long> ids) =>
        ids.Count == 0
            ? []
            : connection
                .Query<LinkName>(
                    """
                    select links.id, url, title
                    from json_each(@ids) as viewed
                    cross join links
                    where links.id = cast(viewed.value as bigint)
                      and account_id = @accountId
                      and deleted_at is null
                    order by viewed.key
                    """,
                    new { accountId, ids = JsonSerializer.Serialize(ids) }
                )
                .AsList();

    /// <summary>
    /// Counts the links that were saved on these days (<c>MM-dd</c>, UTC) before a date, at most
    /// <see cref="MaxOfDay"/>. Archived links are excluded.
    /// </summary>
    public long CountOfDay(long accountId, IReadOnlyCollection<string> days, DateTimeOffset before) =>
        connection.QuerySingle<long>(
            CountDay,
            new
            {
                accountId,
                days = JsonSerializer.Serialize(days),
                before,
                limit = MaxOfDay,
            }
        );

    /// <summary>The ids of the links that <see cref="CountOfDay"/> counts, newest first.</summary>
    public IReadOnlyList<long> OfDay(
        long accountId,
        IReadOnlyCollection<string> days,
        DateTimeOffset before,
        int limit,
        int offset = 0
    ) =>
        connection
            .Query<long>(
                Day,
                new
                {
                    accountId,
                    days = JsonSerializer.Serialize(days),
                    before,
                    limit,
                    offset,
                }
            )
            .AsList();

    /// <summary>
    /// Chooses a random link saved before a date, or any random link when there is none; null in an empty library.
    /// Draws random ids and takes the next link, so the cost does not depend on the size of the library. A link after a
    /// gap in the ids is slightly more likely.
    /// </summary>
    public long? Any(long accountId, DateTimeOffset before, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (first, last) = connection.QuerySingle<(long?, long?)>(Ends, new { accountId });
        if (first is null || last is null) return null;
        for (var probe = 0; probe < Probes; probe++)
        {
            var values = new { accountId, from = random.NextInt64(first.Value, last.Value + 1), before, reach = Reach };
            if (connection.QuerySingleOrDefault<long?>(OldAfter, values) is { } found) return found;
        }
        // None of the random ids led to an old link, because few or no links are old enough. Instead, draws a random
        // date.
        var oldest = connection.QuerySingle<long>(Oldest, new { accountId });
        var until = before.ToUnixTimeMilliseconds();
        if (oldest > until)
            return connection.QuerySingle<long>(
                After,
                new { accountId, from = random.NextInt64(first.Value, last.Value + 1) }
            );
        return connection.QuerySingle<long>(
            AtOrBefore,
            new { accountId, instant = random.NextInt64(oldest, until + 1) }
        );
    }

    const string CountDay =
        """
        select count(*)
        from (
          select 1
          from links indexed by links_day
          where account_id = @accountId
            and strftime('%m-%d', created_at / 1000, 'unixepoch') in (select day.value from json_each(@days) as day)
            and created_at < @before
            and is_archived = 0
            and deleted_at is null
          limit @limit
        ) as found
        """;

    const string Day =
        """
        select id
        from links indexed by links_day
        where account_id = @accountId
          and strftime('%m-%d', created_at / 1000, 'unixepoch') in (select day.value from json_each(@days) as day)
          and created_at < @before
          and is_archived = 0
          and deleted_at is null
        order by created_at desc, id desc
        limit @limit
        offset @offset
        """;

    const string Ends =
        """
        select
          (select min(id) from links where account_id = @accountId and is_archived = 0 and deleted_at is null) as first,
          (select max(id) from links where account_id = @accountId and is_archived = 0 and deleted_at is null) as last
        """;

    const string OldAfter =
        """
        select id
        from (
          select id, created_at
          from links
          where account_id = @accountId
            and id >= @from
            and is_archived = 0
            and deleted_at is null
          order by id
          limit @reach
        ) as near
        where created_at < @before
        order by id
        limit 1
        """;

    const string After =
        """
        select id
        from links
        where account_id = @accountId
          and id >= @from
          and is_archived = 0
          and deleted_at is null
        order by id
        limit 1
        """;

    const string Oldest =
        """
        select created_at
        from links
        where account_id = @accountId
          and is_archived = 0
          and deleted_at is null
        order by created_at
        limit 1
        """;

    const string AtOrBefore =
        """
        select id
        from links
        where account_id = @accountId
          and is_archived = 0
          and deleted_at is null
          and created_at <= @instant
        order by created_at desc, id desc
        limit 1
        """;
}
