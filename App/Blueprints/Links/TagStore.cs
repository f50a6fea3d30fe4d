using System.Data.Common;
using System.Text.Json;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>The tags of accounts and their assignment to links.</summary>
public sealed class TagStore(DbConnection connection)
{
    /// <summary>
    /// Reads a page of the tags whose name contains a text, including unused tags. Sorts them by name, or the most used
    /// first.
    /// </summary>
    public PageOf<Tag> Page(long accountId, string containing, bool onlyUnused, bool byCount, int number, int size)
    {
        var values = new
        {
            accountId,
            containing = TagNames.KeyOf(TagNames.Clean(containing)),
            onlyUnused,
            size,
            offset = (number - 1L) * size,
        };
        return new(
            connection.Query<Tag>(byCount ? MostUsed : ByName, values).AsList(),
            number,
            size,
            connection.QuerySingle<long>(
                """
                select count(*)
                from tags
                where account_id = @accountId
                  and instr(name_key, @containing) > 0
                  and (
                    @onlyUnused = 0
                    or (link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id))
                  )
                """,
                values
            )
        );
    }

    const string ByName =
        """
        select id, name, link_count,
          link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id) as is_unused
        from tags
        where account_id = @accountId
          and instr(name_key, @containing) > 0
          and (
            @onlyUnused = 0
            or (link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id))
          )
        order by name_key
        limit @size
        offset @offset
        """;

    const string MostUsed =
        """
        select id, name, link_count,
          link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id) as is_unused
        from tags
        where account_id = @accountId
          and instr(name_key, @containing) > 0
          and (
            @onlyUnused = 0
            or (link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id))
          )
        order by link_count desc, name_key
        limit @size
        offset @offset
        """;

    /// <summary>Reads these tags, sorted by name. Tags of other accounts are left out.</summary>
    public IReadOnlyList<Tag> Find(long accountId, IReadOnlyCollection<long> ids) =>
        connection
            .Query<Tag>(
                """
                select tags.id, name, link_count,
                  link_count = 0 and not exists (select 1 from link_tags where tag_id = tags.id) as is_unused
                from json_each(@ids) as wanted
                cross join tags
                where tags.id = cast(wanted.value as bigint)
                  and account_id = @accountId
                order by name_key
                """,
                new { accountId, ids = JsonSerializer.Serialize(ids) }
            )
            .AsList();

    /// <summary>Tags whose name begins with a text, most used first.</summary>
    public IReadOnlyList<Tag> Suggest(long accountId, string beginning, int limit)
    {
        var from = TagNames.KeyOf(TagNames.Clean(beginning));
        return connection.Query<Tag>(
            """
            select id, name, link_count, 0 as is_unused
            from tags
            where account_id = @accountId
              and name_key >= @from
              and name_key < @to
            order by link_count desc, name_key
            limit @limit
            """, new { accountId, from, to = from + "\U0010ffff", limit }).AsList();
    }

    /// <summary>
    /// Finds the ids of tags by their names; the keys of the result are tag keys. Unknown names are left out.
    /// </summary>
    public IReadOnlyDictionary<string, long> Find(long accountId, IEnumerable<string> names) => connection
        .Query<(string Key, long Id)>(
            """
            select tags.name_key, tags.id
            from json_each(@keys) as wanted
            cross join tags
            where tags.account_id = @accountId
              and tags.name_key = cast(wanted.value as text)
            """, new { accountId, keys = JsonSerializer.Serialize(names.Select(TagNames.KeyOf)) })
        .DistinctBy(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Id);

    /// <summary>
    /// Creates missing tags and returns the ids of all tags; the keys of the result are tag keys. Existing tags keep
    /// their spelling.
    /// </summary>
    public IReadOnlyDictionary<string, long> Ensure(
        long accountId,
        IReadOnlyCollection<string> names,
        DateTimeOffset now
    )
    {
        if (names.Count == 0) return new Dictionary<string, long>();
        connection.Execute(
            """
            insert into tags (account_id, name, name_key, created_at)
            select @accountId, value ->> 0, value ->> 1, @now
            from json_each(@names)
            where true
            on conflict (account_id, name_key) do nothing
            """,
            new
            {
                accountId,
                now,
                names = JsonSerializer.Serialize(names.Select(name => new[] { name, TagNames.KeyOf(name) })),
            }
        );
        return Find(accountId, names);
    }

    /// <summary>Adds tags to links; tags that a link already has are ignored.</summary>
    public void Attach(IEnumerable<(long LinkId, long TagId)> pairs) => connection.Execute(
        """
        insert into link_tags (link_id, tag_id)
        select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint)
        from json_each(@pairs)
        where true
        on conflict do nothing
        """, new { pairs = JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.LinkId, pair.TagId })) });

    /// <summary>Removes tags from links. A tag without links remains as an unused tag.</summary>
    public void Detach(IEnumerable<(long LinkId, long TagId)> pairs) => connection.Execute(
        """
        delete from link_tags
        where (link_id, tag_id) in (
          select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint)
          from json_each(@pairs)
        )
        """, new { pairs = JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.LinkId, pair.TagId })) });

    /// <summary>Changes the spelling of a tag. The new name must have the same tag key.</summary>
    public void Respell(long accountId, long id, string name) => connection.Execute(
        """
        update tags
        set name = @name
        where account_id = @accountId
          and id = @id
          and name_key = @key
        """, new { accountId, id, name, key = TagNames.KeyOf(name) });

    /// <summary>Deletes these tags, except tags that a link still has. Trashed links count as well.</summary>
    public void Forget(long accountId, IReadOnlyCollection<string> names) => connection.Execute(
        """
        delete from tags
        where account_id = @accountId
          and name_key in (select cast(value as text) from json_each(@keys))
          and not exists (select 1 from link_tags where tag_id = tags.id)
        """, new { accountId, keys = JsonSerializer.Serialize(names.Select(TagNames.KeyOf)) });

    /// <summary>Deletes all tags that no link has and returns their number.</summary>
    public int ForgetUnused(long accountId) => connection.Execute(
        """
        delete from tags
        where account_id = @accountId
          and link_count = 0
          and not exists (select 1 from link_tags where tag_id = tags.id)
        """, new { accountId });
}
