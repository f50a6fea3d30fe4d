using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Stores previews: totals, folders and rows. Does not check the owner: find the import by its owner first.
/// </summary>
public sealed class PreviewStore(DbConnection db)
{
    public const int PageSize = 50;

    /// <summary>Deletes the stored preview of an import, so that a new one can be stored.</summary>
    public void Clear(long importId)
    {
        DropRows(importId);
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

    /// <summary>Deletes the rows, which are not needed after the import has started.</summary>
    public void DropRows(long importId) => db.Execute(
        """
        delete from import_rows
        where import_id = @importId
        """, new { importId });

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
        db.Execute(
            """
            insert into import_previews (import_id,
              new_rows, merge_rows, tags_rows, there_rows, repeat_rows, refused_rows, first_date, last_date,
              undated, misdated, shared, unread, starred, archived, hidden_folders, tag_count, tags, created_at)
            select @importId, @New, @Merge, @Tagged, @There, @Repeat, @Refused, @FirstDate, @LastDate,
              @Undated, @Misdated, @Shared, @Unread, @Starred, @Archived, @HiddenFolders, @TagCount, @tags, @CreatedAt
            where exists (select 1 from imports where id = @importId and confirmed_at is null)
            """,
            new
            {
                importId,
                preview.Rows.New,
                preview.Rows.Merge,
                Tagged = preview.Rows.Tags,
                preview.Rows.There,
                preview.Rows.Repeat,
                preview.Rows.Refused,
                preview.FirstDate,
                preview.LastDate,
                preview.Undated,
                preview.Misdated,
                preview.Shared,
                preview.Unread,
                preview.Starred,
                preview.Archived,
                preview.HiddenFolders,
                preview.TagCount,
                preview.CreatedAt,
                tags = JsonSerializer.Serialize(preview.Tags),
            });
        db.Execute(
            """
            insert into import_folders (import_id, number, path,
              new_rows, merge_rows, tags_rows, there_rows, repeat_rows)
            select @importId, cast(value ->> 0 as bigint), value ->> 1,
              cast(value ->> 2 as bigint), cast(value ->> 3 as bigint), cast(value ->> 4 as bigint),
              cast(value ->> 5 as bigint), cast(value ->> 6 as bigint)
            from json_each(@folders)
            where exists (select 1 from imports where id = @importId and confirmed_at is null)
            """,
            new
            {
                importId,
                folders = JsonSerializer.Serialize(
                    folders.Select(folder =>
                        new object[]
                        {
                            folder.Number,
                            folder.Path,
                            folder.Rows.New,
                            folder.Rows.Merge,
                            folder.Rows.Tags,
                            folder.Rows.There,
                            folder.Rows.Repeat,
                        }
                    )
                ),
            }
        );
    }

    /// <summary>Returns the totals of a preview; null until the preview is finished.</summary>
    public ImportPreview? Find(long importId) => db.QuerySingleOrDefault<PreviewRecord>(
        """
        select new_rows, merge_rows, tags_rows, there_rows, repeat_rows, refused_rows, first_date, last_date,
          undated, misdated, shared, unread, starred, archived, hidden_folders, tag_count, tags, created_at
        from import_previews
        where import_id = @importId
        """, new { importId })?.Preview;

    public IReadOnlyList<PreviewFolder> Folders(long importId) => [.. db.Query<FolderRecord>(
        """
        select number, path, new_rows, merge_rows, tags_rows, there_rows, repeat_rows, is_left_out
        from import_folders
        where import_id = @importId
        order by number
        """, new { importId }).Select(folder => folder.Folder)];

    /// <summary>Paths of the excluded folders.</summary>
    public IReadOnlyList<string> ExcludedFolders(long importId) => db.Query<string>(
        """
        select path
        from import_folders
        where import_id = @importId
          and is_left_out = 1
        """, new { importId }).AsList();

    /// <summary>Excludes the folders with these numbers from the import and includes all others.</summary>
    public void ExcludeFolders(long importId, IEnumerable<int> numbers) => db.Execute(
        """
        update import_folders
        set is_left_out = case
          when number in (select cast(value as bigint) from json_each(@numbers)) then 1
          else 0
        end
        where import_id = @importId
        """, new { importId, numbers = JsonSerializer.Serialize(numbers) });

    /// <summary>One page of the rows of a kind, in file order.</summary>
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

    /// <summary>Name of a kind in the database and in URLs.</summary>
    public static string NameOf(PreviewKind kind) => kind.ToString().ToLowerInvariant();
}
