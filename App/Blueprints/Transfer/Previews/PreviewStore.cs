using System.Data.Common;
using System.Text.Json;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Patterns.SqlMapping;
using Dapper;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// What was found out about imports before they began: totals, folders and rows. Ask for the import through its owner
/// first.
/// </summary>
public sealed class PreviewStore(DbConnection db)
{
    public const int PageSize = 50;

    /// <summary>Forgets what an earlier look found.</summary>
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

    /// <summary>Forgets the rows, which nobody asks for once the import has begun.</summary>
    public void DropRows(long importId) => db.Execute(
        """
        delete from import_rows
        where import_id = @importId
        """, new { importId });

    /// <summary>Keeps rows of an import that waits; one that is gone or has begun takes none.</summary>
    public void Add(long importId, IReadOnlyList<PreviewRow> rows) => db.Execute(
        """
        insert into import_rows (import_id, kind, position, line, reason, url, title, folder)
        select @importId, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
        from json_each(@rows)
        where exists (select 1 from imports where id = @importId and confirmed_at is null)
        """,
        new
        {
            importId,
            rows = JsonSerializer.Serialize(rows.Select(row =>
                new object[] { NameOf(row.Kind), row.Position, row.Line, row.Reason, row.Url, row.Title, row.Folder })),
        });

    /// <summary>Keeps the totals of an import that waits: from now on it can be confirmed.</summary>
    public void Finish(long importId, ImportPreview preview, IReadOnlyList<PreviewFolder> folders)
    {
        ArgumentNullException.ThrowIfNull(preview);
        db.Execute(
            """
            insert into import_previews (import_id, new_rows, merge_rows, tags_rows, there_rows, repeat_rows, refused_rows, first_date, last_date,
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
            insert into import_folders (import_id, number, path, new_rows, merge_rows, tags_rows, there_rows, repeat_rows)
            select @importId, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
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

    /// <summary>Null while the file has not been read to its end.</summary>
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

    /// <summary>The paths of the folders that a person left out.</summary>
    public IReadOnlyList<string> LeftOut(long importId) => db.Query<string>(
        """
        select path
        from import_folders
        where import_id = @importId
          and is_left_out = 1
        """, new { importId }).AsList();

    /// <summary>Leaves out these folders and no others.</summary>
    public void LeaveOut(long importId, IEnumerable<int> numbers) => db.Execute(
        """
        update import_folders
        set is_left_out = number in (select value from json_each(@numbers))
        where import_id = @importId
        """, new { importId, numbers = JsonSerializer.Serialize(numbers) });

    /// <summary>One page of the rows of a kind, in the order of the file.</summary>
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

    /// <summary>Refused rows that are notes of a Shaarli.</summary>
    public int CountNotes(long importId) => db.ExecuteScalar<int>(
        """
        select count(*)
        from import_rows
        where import_id = @importId
          and kind = 'refused'
          and reason = @reason
        """, new { importId, reason = nameof(RefusalReason.ShaarliNote) });

    /// <summary>What a kind is called in the database and in addresses.</summary>
    public static string NameOf(PreviewKind kind) => kind.ToString().ToLowerInvariant();
}
