using System.Data.Common;
using App.Blueprints.Links.Lists;
using Dapper;

namespace App.Blueprints.Links.Imports;

/// <summary>Where a batch of an export ended: the next begins after it.</summary>
public sealed record ExportPlace(string Folder, DateTimeOffset CreatedAt, long Id)
{
    public static ExportPlace After(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new(link.Folder, link.CreatedAt, link.Id);
    }
}

/// <summary>
/// Reads an account's links for a file, by folder and then by date, batch by batch: between two batches nothing is held
/// open, and each begins where the last one ended, so the cost does not grow.
/// </summary>
public sealed class LinkExportStore(DbConnection connection, LinkSearchStore searches)
{
    /// <summary>
    /// At most <paramref name="size"/> links after a place; of everything but the trash, or of what a query finds.
    /// </summary>
    public IReadOnlyList<Link> Batch(long accountId, LinkQuery? query, ExportPlace? after, int size)
    {
        var filter = query is null ? null : LinkListStore.Filter.Of(accountId, query, onlyPublic: false, page: 1, size);
        var match = query is null ? null : searches.Match(accountId, query, onlyPublic: false);
        var values = new DynamicParameters(new
        {
            accountId,
            size,
            archived = match is null ? filter?.Archived : match.Archived,
            unread = filter?.Unread,
            starred = filter?.Starred,
            shared = filter?.Shared,
            site = filter?.Site,
            folder = after?.Folder ?? "",
            createdAt = after?.CreatedAt.ToUnixTimeMilliseconds() ?? long.MinValue,
            id = after?.Id ?? 0,
            match = match?.Text,
        });
        return connection.Query<Link>(match is null ? Listed : Found, values).AsList();
    }

    const string Listed =
        """
        select id, url, url_key, site, title, description, note, folder, keyword, is_public, is_unread, is_starred, is_archived,
          created_at, updated_at, deleted_at, version,
          (select group_concat(name, ',' order by name_key) from link_tags join tags on tags.id = tag_id where link_id = links.id) as tag_list
        from links indexed by links_folder
        where account_id = @accountId
          and deleted_at is null
          and (folder, created_at, id) > (@folder, @createdAt, @id)
          and (@archived is null or is_archived = @archived)
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@site is null or site = @site)
        order by folder, created_at, id
        limit @size
        """;

    const string Found =
        """
        select id, url, url_key, site, title, description, note, folder, keyword, is_public, is_unread, is_starred, is_archived,
          created_at, updated_at, deleted_at, version,
          (select group_concat(name, ',' order by name_key) from link_tags join tags on tags.id = tag_id where link_id = links.id) as tag_list
        from links indexed by links_folder
        where account_id = @accountId
          and deleted_at is null
          and (folder, created_at, id) > (@folder, @createdAt, @id)
          and (@archived is null or is_archived = @archived)
          and (@unread is null or is_unread = @unread)
          and (@starred is null or is_starred = @starred)
          and (@shared is null or is_public = @shared)
          and (@site is null or site = @site)
          and id in (select rowid from links_fts where links_fts match @match)
        order by folder, created_at, id
        limit @size
        """;
}
