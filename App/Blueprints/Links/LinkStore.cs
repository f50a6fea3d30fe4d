using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>The links of an account: what is there, one by one. Lists are read by <see cref="LinkSearchStore"/>.</summary>
public sealed class LinkStore(DbConnection connection, TagStore tags, LinkIndexStore index)
{
    public Link? Find(long accountId, long id) => connection.QuerySingleOrDefault<Link>(
        """
        select id, url, url_key, site, title, description, note, folder, keyword, is_public, is_unread, is_starred, is_archived,
          created_at, updated_at, deleted_at, version,
          (select group_concat(name, ',' order by name_key) from link_tags join tags on tags.id = tag_id where link_id = links.id) as tag_list
        from links
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id });

    /// <summary>The link that is the same page, if the account has it.</summary>
    public Link? FindSame(long accountId, LinkUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var id = connection.QuerySingleOrDefault<long?>(
            """
            select id
            from links
            where account_id = @accountId
              and url_key = @key
              and deleted_at is null
            """, new { accountId, key = url.Key });
        return id is null ? null : Find(accountId, id.Value);
    }

    /// <summary>Adds a link and returns its id; null when the account has the same page already.</summary>
    public long? Add(long accountId, LinkContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        var id = connection.QuerySingleOrDefault<long?>(
            """
            insert into links (account_id, url, url_key, site, title, description, note, is_public, is_unread, created_at, updated_at)
            values (@accountId, @url, @urlKey, @site, @title, @description, @note, @isPublic, @isUnread, @now, @now)
            on conflict (account_id, url_key) where deleted_at is null do nothing
            returning id
            """, Values(accountId, 0, 0, content, now));
        if (id is null) return null;
        tags.Replace(accountId, id.Value, content.Tags, now);
        index.Add([id.Value]);
        return id;
    }

    /// <summary>
    /// Saves what was edited from <paramref name="version"/>; false when the link changed or went to the trash meanwhile. Throws
    /// <see cref="Microsoft.Data.Sqlite.SqliteException"/> (duplicate) when another link is the same page.
    /// </summary>
    public bool Update(long accountId, long id, long version, LinkContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        var changed = connection.Execute(
            """
            update links
            set url = @url, url_key = @urlKey, site = @site, title = @title, description = @description, note = @note,
              is_public = @isPublic, is_unread = @isUnread, updated_at = @now, version = version + 1
            where account_id = @accountId
              and id = @id
              and version = @version
              and deleted_at is null
            """, Values(accountId, id, version, content, now));
        if (changed == 0) return false;
        tags.Replace(accountId, id, content.Tags, now);
        index.Renew([id]);
        return true;
    }

    /// <summary>
    /// Adds to a link what it lacks: tags are united, the note is continued, title and description stay when there are any. Returns
    /// false when there is no such link.
    /// </summary>
    public bool Merge(long accountId, long id, LinkContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Find(accountId, id) is not { } link) return false;
        var merged = content with
        {
            Url = LinkUrl.Parse(link.Url) ?? content.Url,
            Title = link.Title.Length > 0 ? link.Title : content.Title,
            Description = link.Description.Length > 0 ? link.Description : content.Description,
            Note = Joined(link.Note, content.Note),
            Tags = TagNames.Distinct([.. link.Tags, .. content.Tags]),
            IsPublic = link.IsPublic,
            IsUnread = link.IsUnread,
        };
        return merged.IsSameAs(link) || Update(accountId, id, link.Version, merged, now);
    }

    /// <summary>The first note with the second below it, unless it says that already.</summary>
    internal static string Joined(string note, string more) =>
        note.Contains(more, StringComparison.Ordinal) ? note : note.Length == 0 ? more : $"{note}\n\n{more}";

    public bool SetStarred(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_starred = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    public bool SetArchived(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_archived = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    public bool SetUnread(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_unread = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    public bool SetPublic(long accountId, long id, bool value) => Indexed(id, connection.Execute(
        """
        update links
        set is_public = @value
        where account_id = @accountId
          and id = @id
          and deleted_at is null
        """, new { accountId, id, value }));

    bool Indexed(long id, int changed)
    {
        if (changed > 0) index.Renew([id]);
        return changed > 0;
    }

    static object Values(long accountId, long id, long version, LinkContent content, DateTimeOffset now) => new
    {
        accountId,
        id,
        version,
        url = content.Url.Address,
        urlKey = content.Url.Key,
        site = content.Url.Site,
        title = content.Title,
        description = content.Description,
        note = content.Note,
        isPublic = content.IsPublic,
        isUnread = content.IsUnread,
        now,
    };
}
