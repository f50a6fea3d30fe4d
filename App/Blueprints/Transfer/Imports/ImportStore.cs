using System.Data.Common;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Reads and writes imports and their refused rows. Methods without an account ID do not check the owner: call
/// <see cref="Find"/> first.
/// </summary>
public sealed class ImportStore(DbConnection db)
{
    /// <summary>
    /// Records an uploaded file. Without <paramref name="confirmedAt"/> the import waits for confirmation.
    /// </summary>
    public long Add(
        long accountId, StoredUpload file, ImportOptionsForm choices, string requestDigest, DateTimeOffset now,
        DateTimeOffset? confirmedAt) => db.ExecuteScalar<long>(
        """
        insert into imports (id, account_id, file_id, file_name, file_bytes, file_digest, request_digest, visibility,
          folder_tags, tags, existing, mark_unread, note_site, created_at, confirmed_at)
        values (@id, @accountId, @FileId, @Name, @Length, @Sha256, @requestDigest, @Visibility,
          @FolderTags, @Tags, @Existing, @MarkUnread, @NoteSite, @now, @confirmedAt)
        returning id
        """,
        new
        {
            id = NextNumber(),
            accountId,
            FileId = file.Id,
            file.Name,
            file.Length,
            file.Sha256,
            choices.Visibility,
            choices.FolderTags,
            choices.Tags,
            choices.Existing,
            choices.MarkUnread,
            choices.NoteSite,
            requestDigest,
            now,
            confirmedAt,
        });

    long NextNumber() => db.ExecuteScalar<long>(
        """
        update import_numbers
        set last = last + 1
        returning last
        """);

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

    public Import? Find(long id, long accountId) =>
        db.QuerySingleOrDefault<Import>(
            """
            select id, account_id, run_id, change_id, file_id, file_name, file_bytes, file_digest,
              visibility, folder_tags, tags, existing, mark_unread, note_site,
              rows_read, added, merged, refused, left_out, left_alone, created_at, confirmed_at, finished_at
            from imports
            where id = @id and account_id = @accountId
            """,
            new { id, accountId }
        );

    /// <summary>One page of the imports of an account, newest first.</summary>
    public PageOf<Import> Page(long accountId, int number, int size) =>
        new(
            db.Query<Import>(
                    """
                    select id, account_id, run_id, change_id, file_id, file_name, file_bytes, file_digest,
                      visibility, folder_tags, tags, existing, mark_unread, note_site,
                      rows_read, added, merged, refused, left_out, left_alone, created_at, confirmed_at, finished_at
                    from imports
                    where account_id = @accountId
                    order by id desc
                    limit @size offset @skip
                    """,
                    new
                    {
                        accountId,
                        size,
                        skip = (long)(number - 1) * size,
                    }
                )
                .AsList(),
            number,
            size,
            db.ExecuteScalar<long>(
                """
                select count(*)
                from imports
                where account_id = @accountId
                """,
                new { accountId }
            )
        );

    /// <summary>
    /// Locks an import until the unit of work ends, so that no other process changes it between your reads and writes.
    /// Returns false if the account has no such import.
    /// </summary>
    public bool Hold(long id, long accountId) => db.Execute(
        """
        update imports
        set id = id
        where id = @id
          and account_id = @accountId
        """,
        new { id, accountId }) == 1;

    /// <summary>Stores the chosen options of an unconfirmed import. Returns false if it is confirmed.</summary>
    public bool Choose(long id, long accountId, ImportOptionsForm choices) =>
        db.Execute(
            """
            update imports
            set visibility = @Visibility, folder_tags = @FolderTags, tags = @Tags, existing = @Existing,
              mark_unread = @MarkUnread, note_site = @NoteSite
            where id = @id
              and account_id = @accountId
              and confirmed_at is null
            """,
            new
            {
                id,
                accountId,
                choices.Visibility,
                choices.FolderTags,
                choices.Tags,
                choices.Existing,
                choices.MarkUnread,
                choices.NoteSite,
            }
        ) == 1;

    /// <summary>Confirms an import. Returns false if it is already confirmed.</summary>
    public bool Confirm(long id, long accountId, DateTimeOffset now) => db.Execute(
        """
        update imports
        set confirmed_at = @now
        where id = @id
          and account_id = @accountId
          and confirmed_at is null
        """,
        new { id, accountId, now }) == 1;

    /// <summary>Deletes an unconfirmed import and its preview. Returns false if it is confirmed.</summary>
    public bool Discard(long id, long accountId) => db.Execute(
        """
        delete from imports
        where id = @id
          and account_id = @accountId
          and confirmed_at is null
        """,
        new { id, accountId }) == 1;

    /// <summary>Unconfirmed imports created before <paramref name="before"/>, oldest first.</summary>
    public IReadOnlyList<Import> Waiting(DateTimeOffset before, int limit) =>
        db.Query<Import>(
                """
                select id, account_id, run_id, change_id, file_id, file_name, file_bytes, file_digest,
                  visibility, folder_tags, tags, existing, mark_unread, note_site,
                  rows_read, added, merged, refused, left_out, left_alone, created_at, confirmed_at, finished_at
                from imports
                where confirmed_at is null
                  and created_at < @before
                order by created_at
                limit @limit
                """,
                new { before, limit }
            )
            .AsList();

    /// <summary>
    /// Adds the counts of a batch. Call it in the batch's transaction, so that the import resumes after this batch if
    /// the process crashes.
    /// </summary>
    public void Advance(long id, ImportStep step) =>
        db.Execute(
            """
            update imports
            set rows_read = rows_read + @Rows, added = added + @Added, merged = merged + @Merged,
              refused = refused + @Refused, left_out = left_out + @LeftOut, left_alone = left_alone + @LeftAlone
            where id = @id
            """,
            new
            {
                id,
                step.Rows,
                step.Added,
                step.Merged,
                step.Refused,
                step.LeftOut,
                step.LeftAlone,
            }
        );

    public void Refuse(long id, IEnumerable<RefusedEntry> entries) =>
        db.Execute(
            """
            insert into import_refusals (import_id, number, line, reason, url, title)
            values (@id, @Number, @Line, @Reason, @Url, @Title)
            """,
            entries.Select(entry => new
            {
                id,
                entry.Number,
                entry.Line,
                Reason = entry.Reason.ToString(),
                entry.Url,
                entry.Title,
            })
        );

    public void Finish(long id, DateTimeOffset now) => db.Execute(
        """
        update imports
        set finished_at = @now
        where id = @id
        """,
        new { id, now });

    public IReadOnlyList<ImportRefusal> Refusals(long id, long skip, int limit) => db.Query<ImportRefusal>(
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
