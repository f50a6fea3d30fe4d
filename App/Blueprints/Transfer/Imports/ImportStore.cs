using System.Data.Common;
using System.Text.Json;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using Dapper;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Reads and writes imports and their options. Methods without an account ID do not check the owner: call
/// <see cref="Find"/> first.
/// </summary>
public sealed class ImportStore(DbConnection db)
{
    // Dapper maps this column and the columns after it to ImportOptions, and the columns before it to Import.
    const string Split = "visibility";

    const string Columns =
        """
        id, account_id, run_id, change_id, file_id, file_name, file_bytes, file_digest,
        rows_read, added, merged, refused, excluded, unchanged, created_at, confirmed_at, finished_at,
        visibility, folder_tags, tags, existing, mark_unread, note_site
        """;

    /// <summary>
    /// Records an uploaded file. When <paramref name="confirmedAt"/> is null, the import starts only after the user
    /// confirms it.
    /// </summary>
    public long Add(
        long accountId, StoredUpload file, ImportOptions options, string requestDigest, DateTimeOffset now,
        DateTimeOffset? confirmedAt)
    {
        var row = new DynamicParameters(options);
        row.AddDynamicParams(new
        {
            id = NextNumber(),
            accountId,
            FileId = file.Id,
            file.Name,
            file.Length,
            file.Sha256,
            requestDigest,
            now,
            confirmedAt,
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
    public bool Lock(long id, long accountId) => db.Execute(
        """
        update imports
        set id = id
        where id = @id
          and account_id = @accountId
        """,
        new { id, accountId }) == 1;

    /// <summary>
    /// Stores the options of an unconfirmed import, including the excluded folders. Returns false if the import is
    /// confirmed.
    /// </summary>
    public bool SetOptions(long id, long accountId, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var row = new DynamicParameters(options);
        row.AddDynamicParams(new { id, accountId });
        var isStored = db.Execute(
            """
            update imports
            set visibility = @Visibility, folder_tags = @FolderTags, tags = @Tags, existing = @Existing,
              mark_unread = @MarkUnread, note_site = @NoteSite
            where id = @id
              and account_id = @accountId
              and confirmed_at is null
            """, row) == 1;
        if (isStored)
            db.Execute(
                """
                update import_folders
                set is_excluded = case
                  when number in (select cast(value as bigint) from json_each(@numbers)) then 1
                  else 0
                end
                where import_id = @id
                """, new { id, numbers = JsonSerializer.Serialize(options.ExcludedFolders) });
        return isStored;
    }

    /// <summary>Returns the paths of the bookmark folders that the user excluded from an import.</summary>
    public IReadOnlyList<string> ExcludedFolders(long id) => db.Query<string>(
        """
        select path
        from import_folders
        where import_id = @id
          and is_excluded = 1
        """, new { id }).AsList();

    /// <summary>Confirms an import, so that it can start. Returns false if the import is already confirmed.</summary>
    public bool Confirm(long id, long accountId, DateTimeOffset now) => db.Execute(
        """
        update imports
        set confirmed_at = @now
        where id = @id
          and account_id = @accountId
          and confirmed_at is null
        """,
        new { id, accountId, now }) == 1;

    /// <summary>Deletes the rows of the preview, which are not needed after the import has started.</summary>
    public void DeletePreviewRows(long id) => db.Execute(
        """
        delete from import_rows
        where import_id = @id
        """, new { id });

    /// <summary>Deletes an unconfirmed import and its preview. Returns false if the import is confirmed.</summary>
    public bool Discard(long id, long accountId) => db.Execute(
        """
        delete from imports
        where id = @id
          and account_id = @accountId
          and confirmed_at is null
        """,
        new { id, accountId }) == 1;

    /// <summary>
    /// Returns the unconfirmed imports that were created before <paramref name="before"/>, oldest first.
    /// </summary>
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

    /// <summary>Returns the imports of an account whose file and options have this digest, newest first.</summary>
    public IReadOnlyList<Import> WithRequest(long accountId, string digest, int limit) =>
        db.Query<Import, ImportOptions, Import>(
            $"""
            select {Columns}
            from imports
            where account_id = @accountId
              and request_digest = @digest
            order by id desc
            limit @limit
            """, With, new { accountId, digest, limit }, splitOn: Split).AsList();

    /// <summary>Returns the imports of an account whose file has this SHA-256 digest, newest first.</summary>
    public IReadOnlyList<Import> WithFile(long accountId, string digest, int limit) =>
        db.Query<Import, ImportOptions, Import>(
            $"""
            select {Columns}
            from imports
            where account_id = @accountId
              and file_digest = @digest
            order by id desc
            limit @limit
            """, With, new { accountId, digest, limit }, splitOn: Split).AsList();

    /// <summary>
    /// Takes the write lock of the database until the unit of work ends. If one file is uploaded twice at the same
    /// time, the second upload waits and then finds the first.
    /// </summary>
    public void LockUploads() => db.Execute(
        """
        update import_numbers
        set last = last
        """);

    /// <summary>
    /// Adds the counts of a batch of rows to the progress of the import. Call this method in the transaction that
    /// stores the batch. After a crash, the import then resumes after this batch.
    /// </summary>
    public void Advance(long id, ImportStep step) =>
        db.Execute(
            """
            update imports
            set rows_read = rows_read + @Rows, added = added + @Added, merged = merged + @Merged,
              refused = refused + @Refused, excluded = excluded + @Excluded, unchanged = unchanged + @Unchanged
            where id = @id
            """,
            new
            {
                id,
                step.Rows,
                step.Added,
                step.Merged,
                step.Refused,
                step.Excluded,
                step.Unchanged,
            }
        );

    public void Finish(long id, DateTimeOffset now) => db.Execute(
        """
        update imports
        set finished_at = @now
        where id = @id
        """,
        new { id, now });

    public IReadOnlyList<string> FilesOf(long accountId) => db.Query<string>(
        """
        select file_id
        from imports
        where account_id = @accountId
        """,
        new { accountId }).AsList();
}
