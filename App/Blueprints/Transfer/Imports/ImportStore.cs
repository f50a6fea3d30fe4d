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
    // Dapper maps the columns from here on to ImportOptions, those before it to Import.
    const string Split = "visibility";

    const string Columns =
        """
        id, account_id, run_id, change_id, file_id, file_name, file_bytes, file_digest,
        rows_read, added, merged, refused, left_out, left_alone, created_at, confirmed_at, finished_at,
        visibility, folder_tags, tags, existing, mark_unread, note_site
        """;

    /// <summary>
    /// Records an uploaded file. Without <paramref name="confirmedAt"/> the import waits for confirmation.
    /// </summary>
    public long Add(
        long accountId, StoredUpload file, ImportOptions options, string requestDigest, DateTimeOffset now,
        DateTimeOffset? confirmedAt)
    {
        var row = new DynamicParameters(options);
        row.AddDynamicParams(new
        {
            id = NextNumber(), accountId, FileId = file.Id, file.Name, file.Length, file.Sha256,
            requestDigest, now, confirmedAt,
        });
        return db.ExecuteScalar<long>(
            """
            insert into imports (id, account_id, file_id, file_name, file_bytes, file_digest, request_digest,
              created_at, confirmed_at, visibility, folder_tags, tags, existing, mark_unread, note_site)
            values (@id, @accountId, @FileId, @Name, @Length, @Sha256, @requestDigest,
              @now, @confirmedAt, @Visibility, @FolderTags, @Tags, @Existing, @MarkUnread, @NoteSite)
            returning id
            """, row);
    }

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
        db.Query<Import, ImportOptions, Import>(
            $"""
            select {Columns}
            from imports
            where id = @id
              and account_id = @accountId
            """, With, new { id, accountId }, splitOn: Split).SingleOrDefault();

    /// <summary>One page of the imports of an account, newest first.</summary>
    public PageOf<Import> Page(long accountId, int number, int size) => new(
        db.Query<Import, ImportOptions, Import>(
            $"""
            select {Columns}
            from imports
            where account_id = @accountId
            order by id desc
            limit @size offset @skip
            """, With, new { accountId, size, skip = (long)(number - 1) * size }, splitOn: Split).AsList(),
        number,
        size,
        db.ExecuteScalar<long>(
            """
            select count(*)
            from imports
            where account_id = @accountId
            """, new { accountId }));

    static Import With(Import import, ImportOptions options) => import with { Options = options };

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

    /// <summary>Stores the options of an unconfirmed import. Returns false if it is confirmed.</summary>
    public bool SetOptions(long id, long accountId, ImportOptions options)
    {
        var row = new DynamicParameters(options);
        row.AddDynamicParams(new { id, accountId });
        return db.Execute(
            """
            update imports
            set visibility = @Visibility, folder_tags = @FolderTags, tags = @Tags, existing = @Existing,
              mark_unread = @MarkUnread, note_site = @NoteSite
            where id = @id
              and account_id = @accountId
              and confirmed_at is null
            """, row) == 1;
    }

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
    public IReadOnlyList<Import> Unconfirmed(DateTimeOffset before, int limit) =>
        db.Query<Import, ImportOptions, Import>(
            $"""
            select {Columns}
            from imports
            where confirmed_at is null
              and created_at < @before
            order by created_at
            limit @limit
            """, With, new { before, limit }, splitOn: Split).AsList();

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
