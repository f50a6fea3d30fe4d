using System.Data.Common;
using Dapper;

namespace App.Blueprints.Shelves;

/// <summary>The SQL of <c>shelves</c>, in the file of the main library.</summary>
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

    /// <summary>Those that an interrupted operation left between two states.</summary>
    public IReadOnlyList<Shelf> Unsettled() => [.. connection.Query<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where state in ('creating', 'deleting')
          or directory <> name
        order by id
        """)];

    /// <summary>
    /// The id of a new row, which is being made in <paramref name="directory"/>; null when the name is taken.
    /// </summary>
    public long? Add(ShelfForm form, string directory, DateTimeOffset now) =>
        connection.QuerySingleOrDefault<long?>(
            """
            insert into shelves (name, title, colour, language_list, sign_up_open, state, directory, upkept_at, created_at)
            values (@Name, @Title, @Colour, @LanguageList, @SignUpOpen, 'creating', @directory, @now, @now)
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

    /// <summary>Sets what may change of a shelf but its name; false when there is none.</summary>
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

    /// <summary>False when another shelf has the name.</summary>
    public bool Rename(long id, string name) => connection.Execute("""
        update or ignore shelves
        set name = @name
        where id = @id
        """, new { id, name }) == 1;

    public void SetState(long id, ShelfState state) => connection.Execute("""
        update shelves
        set state = @state
        where id = @id
        """, new { id, state = state.ToString().ToLowerInvariant() });

    /// <summary>Says where the directory of a shelf is now; one that was being made is there with it.</summary>
    public void Settle(long id, string directory) => connection.Execute("""
        update shelves
        set directory = @directory, state = iif(state = 'creating', 'active', state)
        where id = @id
        """, new { id, directory });

    public void Remove(long id) => connection.Execute("""
        delete from shelves
        where id = @id
        """, new { id });

    /// <summary>The shelf whose regular work was done longest ago, and before <paramref name="before"/>.</summary>
    public Shelf? ToKeepUp(DateTimeOffset before) => connection.QueryFirstOrDefault<Shelf>("""
        select id, name, title, colour, language_list, sign_up_open, state, directory, created_at
        from shelves
        where state = 'active'
          and upkept_at < @before
        order by upkept_at
        limit 1
        """, new { before });

    public void SetUpkept(long id, DateTimeOffset now) => connection.Execute("""
        update shelves
        set upkept_at = @now
        where id = @id
        """, new { id, now });
}
