using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Stores previews: totals, folders and rows. Does not check the owner of an import, so first check that the import
/// belongs to the account.
/// </summary>
public sealed class PreviewStore(DbConnection db)
{
    public const int PageSize = 50;

    /// <summary>Deletes the stored preview of an import, so that a new one can be stored.</summary>
    public void Clear(long importId)
    {
        db.Execute(
            """
            delete from import_rows
            where import_id = @importId
            """, new { importId });
        db.Execute(
            """
            delete from import_previews
            where import_id = @importId
            """, new { importId });
        db.Execute(
            """
            delete from import_folders
            where import_id = @importId
            """, new { importId });
    }

    /// <summary>Stores rows of an unconfirmed import. Stores nothing if the import was deleted or confirmed.</summary>
    public void Add(long importId, IReadOnlyList<PreviewRow> rows) => db.Execute(
        """
        insert into import_rows (import_id, kind, position, line, reason, url, title, folder)
        select @importId, value ->> 0, cast(value ->> 1 as bigint), cast(value ->> 2 as bigint),
          value ->> 3, value ->> 4, value ->> 5, value ->> 6
        from json_each(@rows)
        where exists (select 1 from imports where id = @importId and confirmed_at is null)
        """,
        new
        {
            importId,
            rows = JsonSerializer.Serialize(rows.Select(row =>
                new object[] { NameOf(row.Kind), row.Position, row.Line, row.Reason, row.Url, row.Title, row.Folder })),
        });

    /// <summary>Stores the totals of an unconfirmed import. From then on, the import can be confirmed.</summary>
    public void Finish(long importId, ImportPreview preview, IReadOnlyList<PreviewFolder> folders)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var row = new DynamicParameters(preview);
        row.AddDynamicParams(new
        {
            importId,
            preview.Rows.New,
            preview.Rows.Merge,
            preview.Rows.Tagged,
            preview.Rows.Unchanged,
            preview.Rows.Repeat,
            preview.Rows.Refused,
            tagList = JsonSerializer.Serialize(preview.Tags),
        });
        db.Execute(
            """
            insert into import_previews (import_id,
              new_rows, merge_rows, tags_rows, unchanged_rows, repeat_rows, refused_rows, first_date, last_date,
              undated, misdated, shared, unread, starred, archived, hidden_folders, tag_count, tags, created_at)
            select @importId, @New, @Merge, @Tagged, @Unchanged, @Repeat, @Refused, @FirstDate, @LastDate, @Undated,
              @Misdated, @Shared, @Unread, @Starred, @Archived, @HiddenFolders, @TagCount, @tagList, @CreatedAt
            where exists (select 1 from imports where id = @importId and confirmed_at is null)
            """, row);
        db.Execute(
            """
            insert into import_folders (import_id, number, path,
              new_rows, merge_rows, tags_rows, unchanged_rows, repeat_rows)
            select @importId, cast(value ->> 0 as bigint), value ->> 1,
              cast(value ->> 2 as bigint), cast(value ->> 3 as bigint), cast(value ->> 4 as bigint),
              cast(value ->> 5 as bigint), cast(value ->> 6 as bigint)
            from json_each(@folders)
            where exists (select 1 from imports where id = @importId and confirmed_at is null)
            """,
            new
            {
                importId,
                folders = JsonSerializer.Serialize(folders.Select(folder => new object[]
                {
                    folder.Number, folder.Path, folder.Rows.New, folder.Rows.Merge, folder.Rows.Tagged,
                    folder.Rows.Unchanged, folder.Rows.Repeat,
                })),
            });
    }

    /// <summary>Returns the totals of a preview; null until the preview is finished.</summary>
    public ImportPreview? Find(long importId) => db.Query<ImportPreview, PreviewCounts, string, ImportPreview>(
        """
        select first_date, last_date, undated, misdated, shared, unread, starred, archived, hidden_folders, tag_count,
          created_at, new_rows as new, merge_rows as merge, tags_rows as tagged, unchanged_rows as unchanged,
          repeat_rows as repeat, refused_rows as refused, tags
        from import_previews
        where import_id = @importId
        """,
        (preview, rows, tags) => preview with
        {
            Rows = rows,
            Tags = JsonSerializer.Deserialize<List<PreviewTag>>(tags) ?? [],
        },
        new { importId },
        splitOn: "new,tags").SingleOrDefault();

    public IReadOnlyList<PreviewFolder> Folders(long importId) =>
        db.Query<PreviewFolder, PreviewCounts, PreviewFolder>(
            """
            select number, path, is_excluded,
              new_rows as new, merge_rows as merge, tags_rows as tagged, unchanged_rows as unchanged,
              repeat_rows as repeat
            from import_folders
            where import_id = @importId
            order by number
            """, (folder, rows) => folder with { Rows = rows }, new { importId }, splitOn: "new").AsList();

    /// <summary>Returns one page of the rows with the given expected import result, in file order.</summary>
    public PageOf<PreviewRow> Page(long importId, PreviewKind kind, int number, int total)
    {
        var before = (long)(number - 1) * PageSize;
        return new([.. db.Query<PreviewRow>(
            """
            select kind, position, line, reason, url, title, folder
            from import_rows
            where import_id = @importId
              and kind = @kind
              and position > @before
              and position <= @last
            order by position
            """, new { importId, kind = NameOf(kind), before, last = before + PageSize })], number, PageSize, total);
    }

    /// <summary>Number of refused rows that are Shaarli notes.</summary>
    public int CountNotes(long importId) => db.ExecuteScalar<int>(
        """
        select count(*)
        from import_rows
        where import_id = @importId
          and kind = 'refused'
          and reason = @reason
        """, new { importId, reason = nameof(RefusalReason.ShaarliNote) });

    /// <summary>Returns the name of an expected import result in the database and in URLs.</summary>
    public static string NameOf(PreviewKind kind) => kind.ToString().ToLowerInvariant();
}
