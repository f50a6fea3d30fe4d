using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>The tags of accounts and which links carry them.</summary>
public sealed class TagStore(DbConnection connection)
{
    /// <summary>All tags in use, by name.</summary>
    public IReadOnlyList<Tag> All(long accountId) => connection.Query<Tag>(
        """
        select id, name, link_count
        from tags
        where account_id = @accountId
          and link_count > 0
        order by name_key
        """, new { accountId }).AsList();

    /// <summary>Tags whose name begins so, the most used first.</summary>
    public IReadOnlyList<Tag> Suggest(long accountId, string beginning, int limit)
    {
        var from = TagNames.KeyOf(TagNames.Clean(beginning));
        return connection.Query<Tag>(
            """
            select id, name, link_count
            from tags
            where account_id = @accountId
              and name_key >= @from
              and name_key < @to
            order by link_count desc, name_key
            limit @limit
            """, new { accountId, from, to = from + "\U0010ffff", limit }).AsList();
    }

    /// <summary>The ids of those names that exist, by key.</summary>
    public IReadOnlyDictionary<string, long> Find(long accountId, IEnumerable<string> names) => connection
        .Query<(string Key, long Id)>(
            """
            select tags.name_key, tags.id
            from json_each(@keys) as wanted
            cross join tags on tags.account_id = @accountId and tags.name_key = wanted.value
            """, new { accountId, keys = JsonSerializer.Serialize(names.Select(TagNames.KeyOf)) })
        .DistinctBy(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Id);

    /// <summary>The ids of all names by key; missing tags are made, existing ones keep their spelling.</summary>
    public IReadOnlyDictionary<string, long> Ensure(long accountId, IReadOnlyCollection<string> names, DateTimeOffset now)
    {
        if (names.Count == 0) return new Dictionary<string, long>();
        connection.Execute(
            """
            insert into tags (account_id, name, name_key, created_at)
            select @accountId, value ->> 0, value ->> 1, @now
            from json_each(@names)
            where true
            on conflict (account_id, name_key) do nothing
            """, new { accountId, now, names = JsonSerializer.Serialize(names.Select(name => new[] { name, TagNames.KeyOf(name) })) });
        return Find(accountId, names);
    }

    /// <summary>Puts tags on links; tags already there stay.</summary>
    public void Attach(IEnumerable<(long LinkId, long TagId)> pairs) => connection.Execute(
        """
        insert into link_tags (link_id, tag_id)
        select value ->> 0, value ->> 1
        from json_each(@pairs)
        where true
        on conflict do nothing
        """, new { pairs = JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.LinkId, pair.TagId })) });

    /// <summary>Takes tags off links. A tag that no link carries any more stays, unused.</summary>
    public void Detach(IEnumerable<(long LinkId, long TagId)> pairs) => connection.Execute(
        """
        delete from link_tags
        where (link_id, tag_id) in (select value ->> 0, value ->> 1 from json_each(@pairs))
        """, new { pairs = JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.LinkId, pair.TagId })) });
}
