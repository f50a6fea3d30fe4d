using System.Data.Common;
using System.Text.Json;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Finds links of an account that are probably one page, in the archive too: those with the same <c>page_key</c>, which the schema computes
/// from the canonical address, or the address. A group whose links were all said to differ is left out.
/// </summary>
public sealed class LinkDuplicateStore(DbConnection connection, LinkRevisionStore revisions)
{
    /// <summary>So many links of a group are shown and merged at once.</summary>
    public const int MostOfGroup = 50;

    public PageOf<DuplicateGroup> Page(long accountId, int number, int size)
    {
        var keys = connection.Query<string>(Groups, new { accountId, size, offset = (number - 1L) * size }).AsList();
        var members = connection.Query<GroupMember>(
            """
            select id, page_key as key
            from (
              select links.id, links.page_key, row_number() over (partition by links.page_key order by links.id) as place
              from json_each(@keys) as wanted
              cross join links on links.account_id = @accountId and links.page_key = wanted.value and links.deleted_at is null
            )
            where place <= @most
            """, new { accountId, most = MostOfGroup, keys = JsonSerializer.Serialize(keys) }).AsList();
        var links = revisions.Read(accountId, [.. members.Select(member => member.Id)]).ToDictionary(link => link.Id);
        var groups = members.GroupBy(member => member.Key, member => links[member.Id], StringComparer.Ordinal)
            .Select(group => new DuplicateGroup(group.Key, [.. group.OrderBy(link => link.CreatedAt).ThenBy(link => link.Id)]))
            .OrderBy(group => keys.IndexOf(group.Key));
        return new([.. groups], number, size, Count(accountId));
    }

    /// <summary>How many groups there are.</summary>
    public long Count(long accountId) => connection.QuerySingle<long>(CountOfGroups, new { accountId });

    /// <summary>Writes down all links of all groups as the targets of a change; returns how many.</summary>
    public int AddTargets(long accountId, long changeId) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select @changeId, links.id
        from (
          select page_key
          from links
          where account_id = @accountId
            and deleted_at is null
          group by page_key
          having count(*) > 1
        ) as found
        cross join links on links.account_id = @accountId and links.page_key = found.page_key and links.deleted_at is null
        where exists (
          select 1
          from links as one
          where one.account_id = @accountId
            and one.page_key = found.page_key
            and one.deleted_at is null
            and not exists (select 1 from link_dismissals where link_id = one.id and page_key = found.page_key)
        )
        """, new { accountId, changeId });

    /// <summary>Remembers that these links, as they are now, are different pages; returns how many.</summary>
    public int Dismiss(long accountId, IReadOnlyCollection<long> ids) => connection.Execute(
        """
        insert into link_dismissals (link_id, page_key)
        select links.id, links.page_key
        from json_each(@ids) as wanted
        cross join links on links.id = wanted.value
        where links.account_id = @accountId
          and links.deleted_at is null
        on conflict (link_id) do update set page_key = excluded.page_key
        """, new { accountId, ids = JsonSerializer.Serialize(ids) });

    /// <summary>Asks again about the group of a link; returns how many links it has.</summary>
    public int Recall(long accountId, long id) => connection.Execute(
        """
        delete from link_dismissals
        where link_id in (
          select others.id
          from links
          join links as others on others.account_id = links.account_id and others.page_key = links.page_key and others.deleted_at is null
          where links.id = @id
            and links.account_id = @accountId
            and links.deleted_at is null
        )
        """, new { accountId, id });

    /// <summary>Those of these links, the kept one among them, that are one page with it.</summary>
    internal IReadOnlyList<long> SamePage(long accountId, long keptId, IReadOnlyCollection<long> ids) => connection.Query<long>(
        """
        select distinct others.id
        from links
        cross join json_each(@ids) as wanted
        cross join links as others on others.id = wanted.value
        where links.id = @keptId
          and links.account_id = @accountId
          and links.deleted_at is null
          and others.account_id = @accountId
          and others.page_key = links.page_key
          and others.deleted_at is null
        """, new { accountId, keptId, ids = JsonSerializer.Serialize(ids.Append(keptId)) }).AsList();

    /// <summary>The groups that some targets of a change belong to, with all targets of each.</summary>
    internal IReadOnlyList<GroupMember> GroupsAmongTargets(long accountId, long changeId, IReadOnlyCollection<long> ids) => connection.Query<GroupMember>(
        """
        select others.id, others.page_key as key
        from (
          select distinct page_key
          from json_each(@ids) as wanted
          cross join links on links.id = wanted.value
          where account_id = @accountId
            and deleted_at is null
        ) as found
        cross join links as others on others.account_id = @accountId and others.page_key = found.page_key and others.deleted_at is null
        where exists (select 1 from link_change_targets where change_id = @changeId and link_id = others.id)
        """, new { accountId, changeId, ids = JsonSerializer.Serialize(ids) }).AsList();

    // Both walk the index links_page; only the few groups are asked whether they were dismissed.
    const string Groups =
        """
        select page_key
        from links
        where account_id = @accountId
          and deleted_at is null
        group by page_key
        having count(*) > 1
          and exists (
            select 1
            from links as one
            where one.account_id = @accountId
              and one.page_key = links.page_key
              and one.deleted_at is null
              and not exists (select 1 from link_dismissals where link_id = one.id and page_key = links.page_key)
          )
        order by page_key
        limit @size
        offset @offset
        """;

    const string CountOfGroups =
        """
        select count(*)
        from (
          select page_key
          from links
          where account_id = @accountId
            and deleted_at is null
          group by page_key
          having count(*) > 1
        ) as found
        where exists (
          select 1
          from links as one
          where one.account_id = @accountId
            and one.page_key = found.page_key
            and one.deleted_at is null
            and not exists (select 1 from link_dismissals where link_id = one.id and page_key = found.page_key)
        )
        """;
}

/// <summary>A link and the key of the group that it belongs to.</summary>
sealed record GroupMember
{
    public required long Id { get; init; }

    public required string Key { get; init; }
}
