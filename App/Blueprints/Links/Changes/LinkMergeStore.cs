using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links.Changes;

/// <summary>Finds the links that a merge of duplicates has to change.</summary>
public sealed class LinkMergeStore(DbConnection connection)
{
    /// <summary>
    /// For a merge of all duplicates: adds the links of every group whose URLs have the same fragment (<c>#part</c>) to
    /// the links that the change still has to process. Returns the number of added links.
    /// </summary>
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
        cross join links
        where links.account_id = @accountId
          and links.document_key = found.document_key
          and links.fragment = found.fragment
          and links.deleted_at is null
          and exists (
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

    /// <summary>
    /// Returns those of the given links that are probably the same page as the kept link, including the kept link
    /// itself.
    /// </summary>
    internal IReadOnlyList<long> SamePage(
        long accountId,
        long keptId,
        IReadOnlyCollection<long> ids,
        bool anyFragment
    ) =>
        connection
            .Query<long>(
                """
                select distinct others.id
                from links
                cross join json_each(@ids) as wanted
                cross join links as others
                where others.id = cast(wanted.value as bigint)
                  and links.id = @keptId
                  and links.account_id = @accountId
                  and links.deleted_at is null
                  and others.account_id = @accountId
                  and others.document_key = links.document_key
                  and (@anyFragment = 1 or others.fragment = links.fragment)
                  and others.deleted_at is null
                """,
                new
                {
                    accountId,
                    keptId,
                    anyFragment,
                    ids = JsonSerializer.Serialize(ids.Append(keptId)),
                }
            )
            .AsList();

    /// <summary>
    /// Reads the groups of duplicates that contain the given links. A group contains only links that the change still
    /// has to process.
    /// </summary>
    internal IReadOnlyList<GroupMember> GroupsAmongTargets(
        long accountId,
        long changeId,
        IReadOnlyCollection<long> ids
    ) =>
        connection
            .Query<GroupMember>(
                """
                select others.id, others.document_key || others.fragment as key, 0 as any_fragment
                from (
                  select distinct document_key, fragment
                  from json_each(@ids) as wanted
                  cross join links
                  where links.id = cast(wanted.value as bigint)
                    and account_id = @accountId
                    and deleted_at is null
                ) as found
                cross join links as others
                where others.account_id = @accountId
                  and others.document_key = found.document_key
                  and others.fragment = found.fragment
                  and others.deleted_at is null
                  and exists (select 1 from link_change_targets where change_id = @changeId and link_id = others.id)
                """,
                new
                {
                    accountId,
                    changeId,
                    ids = JsonSerializer.Serialize(ids),
                }
            )
            .AsList();
}
