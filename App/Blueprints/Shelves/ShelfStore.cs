using System.Data.Common;
using Dapper;

namespace App.Blueprints.Shelves;

/// <summary>Queries of the table <c>shelves</c> in the main library's database.</summary>
public sealed class ShelfStore(DbConnection connection)
{
    public IReadOnlyList<Shelf> All() => [.. connection.Query<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        order by name
        """)];

    public Shelf? Find(string name) => connection.QuerySingleOrDefault<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where name = @name
        """, new { name });

    public Shelf? Find(long id) => connection.QuerySingleOrDefault<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where id = @id
        """, new { id });

    /// <summary>Returns the shelves whose creation, renaming or deletion is running or was interrupted.</summary>
    public IReadOnlyList<Shelf> Unreconciled() => [.. connection.Query<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where state in ('creating', 'deleting')
          or directory <> name
        order by id
        """)];

    /// <summary>
    /// Adds a row for a shelf that is being created in <paramref name="directory"/>. Returns its ID; null if the name
    /// is taken.
    /// </summary>
    public long? Add(ShelfForm form, string directory, DateTimeOffset now) =>
        connection.QuerySingleOrDefault<long?>(
            """
            insert into shelves (name, title, colour, language_list, sign_up_open,
              state, directory, upkept_at, created_at)
            values (@Name, @Title, @Colour, @LanguageList, @SignUpOpen,
              'creating', @directory, @now, @now)
            on conflict (name) do nothing
            returning id
            """,
            new
            {
                form.Name,
                form.Title,
                form.Colour,
                LanguageList = string.Join(',', form.Languages),
                form.SignUpOpen,
                directory,
                now,
            }
        );

    /// <summary>Sets all editable settings except the name. Returns false if there is no such shelf.</summary>
    public bool Set(long id, ShelfForm form) =>
        connection.Execute(
            """
            update shelves
            set title = @Title, colour = @Colour, language_list = @LanguageList, sign_up_open = @SignUpOpen
            where id = @id
              and state in ('active', 'suspended')
            """,
            new
            {
                id,
                form.Title,
                form.Colour,
                LanguageList = string.Join(',', form.Languages),
                form.SignUpOpen,
            }
        ) == 1;

    /// <summary>Sets the name of a shelf. Returns false if another shelf has the name.</summary>
    public bool Rename(long id, string name) => connection.Execute("""
        update shelves
        set name = @name
        where id = @id
          and not exists (select 1 from shelves as other where other.name = @name and other.id <> @id)
        """, new { id, name }) == 1;

    public void SetState(long id, ShelfState state) => connection.Execute("""
        update shelves
        set state = @state
        where id = @id
        """, new { id, state = state.ToString().ToLowerInvariant() });

    /// <summary>
    /// Stores the directory of a shelf after it was created or moved. A shelf in state <c>creating</c> becomes active.
    /// </summary>
    public void Settle(long id, string directory) => connection.Execute("""
        update shelves
        set directory = @directory, state = iif(state = 'creating', 'active', state)
        where id = @id
        """, new { id, directory });

    public void Remove(long id) => connection.Execute("""
        delete from shelves
        where id = @id
        """, new { id });

    /// <summary>
    /// Returns the active shelf that has waited longest for maintenance; null if every active shelf was maintained
    /// after <paramref name="before"/>.
    /// </summary>
    public Shelf? NextForMaintenance(DateTimeOffset before) => connection.QueryFirstOrDefault<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where state = 'active'
          and upkept_at < @before
        order by upkept_at
        limit 1
        """, new { before });

    public void SetMaintainedAt(long id, DateTimeOffset now) => connection.Execute("""
        update shelves
        set upkept_at = @now
        where id = @id
        """, new { id, now });
}
