using System.Data.Common;
using System.Text.Json;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>
/// Finds groups of probable duplicates among an account's links, including archived ones. From the canonical URL of a
/// link, or else from its URL, the database computes a document key (without scheme, <c>www.</c> and fragment) and a
/// fragment (<c>#part</c>). Links with the same document key and the same fragment are probably the same page. Links
/// with the same document key and different fragments form a second kind of group. A group is left out when all its
/// links were dismissed, which means marked as different pages.
/// </summary>
public sealed class LinkDuplicateStore(DbConnection connection, LinkBatchStore revisions)
{
    /// <summary>Maximum number of links of a group that are shown and merged at once.</summary>
    public const int MaxGroupSize = 50;

    /// <summary>
    /// Reads one page of the list of groups: first the groups whose URLs have the same fragment (<c>#part</c>), then
    /// those with different fragments.
    /// </summary>
    public PageOf<DuplicateGroup> Page(long accountId, int number, int size)
    {
        var offset = (number - 1L) * size;
        var first = connection.Query<string>(Groups, new { accountId, size, offset });
        List<GroupKey> keys = [.. first.Select(key => new GroupKey(key, false))];
        if (keys.Count < size)
        {
            var before = number == 1 || keys.Count > 0
                ? offset + keys.Count
                : connection.QuerySingle<long>(CountOfGroups, new { accountId });
            var more = new { accountId, size = size - keys.Count, offset = Math.Max(0, offset - before) };
            keys.AddRange(connection.Query<string>(FragmentGroups, more).Select(key => new GroupKey(key, true)));
        }
        // If the first page is not full, it contains all groups, and no count query is needed.
        var total = number == 1 && keys.Count < size ? keys.Count : Count(accountId);
        return new(Read(accountId, keys), number, size, total);
    }

    /// <summary>
    /// Counts all groups: those whose URLs have the same fragment (<c>#part</c>) and those with different fragments.
    /// </summary>
    public long Count(long accountId) =>
        connection.QuerySingle<long>(CountOfGroups, new { accountId })
        + connection.QuerySingle<long>(CountOfFragmentGroups, new { accountId });

    List<DuplicateGroup> Read(long accountId, List<GroupKey> keys)
    {
        var members = connection.Query<GroupMember>(
            """
            select id, key, any_fragment
            from (
              select links.id, wanted.key, wanted.any_fragment,
                row_number() over (partition by wanted.key, wanted.any_fragment order by links.id) as place
              from (
                select value ->> 0 as key, cast(value ->> 1 as smallint) as any_fragment
                from json_each(@keys)
              ) as wanted
              cross join links
              where links.account_id = @accountId
                and links.document_key = substr(wanted.key, 1, instr(wanted.key || '#', '#') - 1)
                and (wanted.any_fragment = 1 or links.document_key || links.fragment = wanted.key)
                and links.deleted_at is null
            ) as members
            where place <= @most
            """,
            new
            {
                accountId,
                most = MaxGroupSize,
                keys = JsonSerializer.Serialize(keys.Select(key => new object[] { key.Key, key.AnyFragment })),
            }).AsList();
        var ids = members.Select(member => member.Id).Distinct().ToList();
        var links = revisions.Read(accountId, ids).ToDictionary(link => link.Id);
        return
        [
            .. members.GroupBy(member => new GroupKey(member.Key, member.AnyFragment), member => links[member.Id])
                .OrderBy(group => keys.IndexOf(group.Key))
                .Select(group => new DuplicateGroup(
                    group.Key.Key,
                    [.. group.OrderBy(link => link.CreatedAt).ThenBy(link => link.Id)],
                    group.Key.AnyFragment)),
        ];
    }

    // The four statements below scan the index links_document. They check dismissals (links marked as different pages)
    // only for groups of several links.
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
