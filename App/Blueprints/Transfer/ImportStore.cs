using System.Data.Common;
using App.Patterns.Uploads;
using Dapper;

namespace App.Blueprints.Transfer;

/// <summary>Imports and the rows they refused. Everything is asked for through its owner.</summary>
public sealed class ImportStore(DbConnection db)
{
    public long Add(long accountId, StoredUpload file, ImportForm form, DateTimeOffset now) => db.ExecuteScalar<long>(
        """
        insert into imports (account_id, file_id, file_name, file_bytes, visibility, folder_tags, tags, created_at)
        values (@accountId, @Id, @Name, @Length, @Visibility, @FolderTags, @Tags, @now)
        returning id
        """,
        new { accountId, file.Id, file.Name, file.Length, form.Visibility, form.FolderTags, form.Tags, now });

    public void SetRun(long id, long runId) => db.Execute(
        """
        update imports
        set run_id = @runId
        where id = @id
        """,
        new { id, runId });

    public void SetChange(long id, long changeId) => db.Execute(
        """
        update imports
        set change_id = @changeId
        where id = @id
        """,
        new { id, changeId });

    public Import? Find(long id, long accountId) => db.QuerySingleOrDefault<Import>(
        """
        select id, account_id, run_id, change_id, file_id, file_name, file_bytes, visibility, folder_tags, tags,
          rows_read, added, merged, refused, created_at, finished_at
        from imports
        where id = @id and account_id = @accountId
        """,
        new { id, accountId });

    public IReadOnlyList<Import> Recent(long accountId, int limit) => db.Query<Import>(
        """
        select id, account_id, run_id, change_id, file_id, file_name, file_bytes, visibility, folder_tags, tags,
          rows_read, added, merged, refused, created_at, finished_at
        from imports
        where account_id = @accountId
        order by id desc
        limit @limit
        """,
        new { accountId, limit }).AsList();

    /// <summary>Records what a batch did. Belongs into the transaction of the batch: after a crash it goes on right behind it.</summary>
    public void Advance(long id, int rows, int added, int merged, int refused) => db.Execute(
        """
        update imports
        set rows_read = rows_read + @rows, added = added + @added, merged = merged + @merged, refused = refused + @refused
        where id = @id
        """,
        new { id, rows, added, merged, refused });

    public void Refuse(long id, IEnumerable<RefusedEntry> entries) => db.Execute(
        """
        insert into import_refusals (import_id, number, line, reason, url, title)
        values (@id, @Number, @Line, @Reason, @Url, @Title)
        """,
        entries.Select(entry => new { id, entry.Number, entry.Line, Reason = entry.Reason.ToString(), entry.Url, entry.Title }));

    public void Finish(long id, DateTimeOffset now) => db.Execute(
        """
        update imports
        set finished_at = @now
        where id = @id
        """,
        new { id, now });

    public IReadOnlyList<ImportRefusal> Refusals(long id, int skip, int limit) => db.Query<ImportRefusal>(
        """
        select number, line, reason, url, title
        from import_refusals
        where import_id = @id
        order by number
        limit @limit offset @skip
        """,
        new { id, skip, limit }).AsList();

    public IReadOnlyList<string> FilesOf(long accountId) => db.Query<string>(
        """
        select file_id
        from imports
        where account_id = @accountId
        """,
        new { accountId }).AsList();
}
