using System.Data.Common;
using System.Text.Json;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>
/// Finds links of an account that are probably duplicates, in the archive too. Links with the same document and fragment are probably the same
/// page; links with the same document and other fragments are a second kind of group. The schema computes both keys from the canonical
/// URL, or the URL. A group whose links were all dismissed is left out.
/// </summary>
public sealed class LinkDuplicateStore(DbConnection connection, LinkRevisionStore revisions)
{
    /// <summary>The number of links of a group that are shown and merged at once.</summary>
    public const int MostOfGroup = 50;

    /// <summary>A page of groups: first those of one page, then those with other fragments.</summary>
    public PageOf<DuplicateGroup> Page(long accountId, int number, int size)
    {
        var offset = (number - 1L) * size;
        List<GroupKey> keys = [.. connection.Query<string>(Groups, new { accountId, size, offset }).Select(key => new GroupKey(key, false))];
        if (keys.Count < size)
        {
            var before = number == 1 || keys.Count > 0 ? offset + keys.Count : connection.QuerySingle<long>(CountOfGroups, new { accountId });
            var more = new { accountId, size = size - keys.Count, offset = Math.Max(0, offset - before) };
            keys.AddRange(connection.Query<string>(FragmentGroups, more).Select(key => new GroupKey(key, true)));
        }
        // When the first page has room left, that is all of them.
        return new(Read(accountId, keys), number, size, number == 1 && keys.Count < size ? keys.Count : Count(accountId));
    }

    /// <summary>The number of groups of both kinds.</summary>
    public long Count(long accountId) =>
        connection.QuerySingle<long>(CountOfGroups, new { accountId }) + connection.QuerySingle<long>(CountOfFragmentGroups, new { accountId });

    List<DuplicateGroup> Read(long accountId, List<GroupKey> keys)
    {
        var members = connection.Query<GroupMember>(
            """
            select id, key, any_fragment
            from (
              select links.id, wanted.key, wanted.any_fragment,
                row_number() over (partition by wanted.key, wanted.any_fragment order by links.id) as place
              from (
                select value ->> 0 as key, value ->> 1 as any_fragment
                from json_each(@keys)
              ) as wanted
              cross join links on links.account_id = @accountId
                and links.document_key = substr(wanted.key, 1, instr(wanted.key || '#', '#') - 1)
                and (wanted.any_fragment or links.document_key || links.fragment = wanted.key)
                and links.deleted_at is null
            )
            where place <= @most
            """,
            new { accountId, most = MostOfGroup, keys = JsonSerializer.Serialize(keys.Select(key => new object[] { key.Key, key.AnyFragment })) }).AsList();
        var links = revisions.Read(accountId, [.. members.Select(member => member.Id).Distinct()]).ToDictionary(link => link.Id);
        return [.. members.GroupBy(member => new GroupKey(member.Key, member.AnyFragment), member => links[member.Id])
            .Select(group => new DuplicateGroup(group.Key.Key, [.. group.OrderBy(link => link.CreatedAt).ThenBy(link => link.Id)], group.Key.AnyFragment))
            .OrderBy(group => keys.IndexOf(new(group.Key, group.HasOtherFragments)))];
    }

    /// <summary>Records all links of all groups of one page as the targets of a change; returns their number. Other fragments are left out.</summary>
    public int AddTargets(long accountId, long changeId) => connection.Execute(
        """
        insert into link_change_targets (change_id, link_id)
        select @changeId, links.id
        from (
          select document_key, fragment
          from links
          where account_id = @accountId
            and deleted_at is null
          group by document_key, fragment
          having count(*) > 1
        ) as found
        cross join links on links.account_id = @accountId
          and links.document_key = found.document_key
          and links.fragment = found.fragment
          and links.deleted_at is null
        where exists (
          select 1
          from links as one
          where one.account_id = @accountId
            and one.document_key = found.document_key
            and one.fragment = found.fragment
            and one.deleted_at is null
            and not exists (
              select 1
              from link_dismissals
              where link_id = one.id and page_key in (found.document_key, found.document_key || found.fragment)
            )
        )
        """, new { accountId, changeId });

    /// <summary>Records that these links, as they are now, are different pages; returns their number.</summary>
    /// <param name="anyFragment">Whether they are different from those with other fragments too.</param>
    public int Dismiss(long accountId, IReadOnlyCollection<long> ids, bool anyFragment = false) => connection.Execute(
        """
        insert into link_dismissals (link_id, page_key)
        select links.id, case when @anyFragment then document_key else document_key || fragment end
        from json_each(@ids) as wanted
        cross join links on links.id = wanted.value
        where links.account_id = @accountId
          and links.deleted_at is null
        on conflict (link_id) do update set page_key = excluded.page_key
        """, new { accountId, anyFragment, ids = JsonSerializer.Serialize(ids) });

    /// <summary>Offers the group of a link again; returns the number of its links.</summary>
    public int Recall(long accountId, long id, bool anyFragment = false) => connection.Execute(
        """
        delete from link_dismissals
        where link_id in (
          select others.id
          from links
          join links as others on others.account_id = links.account_id
            and others.document_key = links.document_key
            and (@anyFragment or others.fragment = links.fragment)
            and others.deleted_at is null
          where links.id = @id
            and links.account_id = @accountId
            and links.deleted_at is null
        )
        """, new { accountId, id, anyFragment });

    /// <summary>Those of these links, the kept one included, that are probably the same page as the kept one.</summary>
    internal IReadOnlyList<long> SamePage(long accountId, long keptId, IReadOnlyCollection<long> ids, bool anyFragment) => connection.Query<long>(
        """
        select distinct others.id
        from links
        cross join json_each(@ids) as wanted
        cross join links as others on others.id = wanted.value
        where links.id = @keptId
          and links.account_id = @accountId
          and links.deleted_at is null
          and others.account_id = @accountId
          and others.document_key = links.document_key
          and (@anyFragment or others.fragment = links.fragment)
          and others.deleted_at is null
        """, new { accountId, keptId, anyFragment, ids = JsonSerializer.Serialize(ids.Append(keptId)) }).AsList();

    /// <summary>The groups that some targets of a change belong to, with all targets of each.</summary>
    internal IReadOnlyList<GroupMember> GroupsAmongTargets(long accountId, long changeId, IReadOnlyCollection<long> ids) => connection.Query<GroupMember>(
        """
        select others.id, others.document_key || others.fragment as key, 0 as any_fragment
        from (
          select distinct document_key, fragment
          from json_each(@ids) as wanted
          cross join links on links.id = wanted.value
          where account_id = @accountId
            and deleted_at is null
        ) as found
        cross join links as others on others.account_id = @accountId
          and others.document_key = found.document_key
          and others.fragment = found.fragment
          and others.deleted_at is null
        where exists (select 1 from link_change_targets where change_id = @changeId and link_id = others.id)
        """, new { accountId, changeId, ids = JsonSerializer.Serialize(ids) }).AsList();

    // All walk the index links_document; only the few groups are tested for dismissals.
    const string Groups =
        """
        select document_key || fragment
        from links
        where account_id = @accountId
          and deleted_at is null
        group by document_key, fragment
        having count(*) > 1
          and exists (
            select 1
            from links as one
            where one.account_id = @accountId
              and one.document_key = links.document_key
              and one.fragment = links.fragment
              and one.deleted_at is null
              and not exists (
                select 1
                from link_dismissals
                where link_id = one.id and page_key in (links.document_key, links.document_key || links.fragment)
              )
          )
        order by document_key, fragment
        limit @size
        offset @offset
        """;

    const string CountOfGroups =
        """
        select count(*)
        from (
          select document_key, fragment
          from links
          where account_id = @accountId
            and deleted_at is null
          group by document_key, fragment
          having count(*) > 1
        ) as found
        where exists (
          select 1
          from links as one
          where one.account_id = @accountId
            and one.document_key = found.document_key
            and one.fragment = found.fragment
            and one.deleted_at is null
            and not exists (
              select 1
              from link_dismissals
              where link_id = one.id and page_key in (found.document_key, found.document_key || found.fragment)
            )
        )
        """;

    const string FragmentGroups =
        """
        select document_key
        from links
        where account_id = @accountId
          and deleted_at is null
        group by document_key
        having min(fragment) <> max(fragment)
          and exists (
            select 1
            from links as one
            where one.account_id = @accountId
              and one.document_key = links.document_key
              and one.deleted_at is null
              and not exists (select 1 from link_dismissals where link_id = one.id and page_key = links.document_key)
          )
        order by document_key
        limit @size
        offset @offset
        """;

    const string CountOfFragmentGroups =
        """
        select count(*)
        from (
          select document_key
          from links
          where account_id = @accountId
            and deleted_at is null
          group by document_key
          having min(fragment) <> max(fragment)
        ) as found
        where exists (
          select 1
          from links as one
          where one.account_id = @accountId
            and one.document_key = found.document_key
            and one.deleted_at is null
            and not exists (select 1 from link_dismissals where link_id = one.id and page_key = found.document_key)
        )
        """;

    readonly record struct GroupKey(string Key, bool AnyFragment);
}

/// <summary>A link and the key of the group that it belongs to.</summary>
sealed record GroupMember
{
    public required long Id { get; init; }

    public required string Key { get; init; }

    public required bool AnyFragment { get; init; }
}
