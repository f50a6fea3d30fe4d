using App.Patterns.SqlMapping;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.SqlMapping;

public sealed class SqlMappingTests : IDisposable
{
    readonly TestDatabase database = new(
        "create table notes (id integer primary key, is_public integer not null, word_count integer, created_at integer not null) strict"
    );

    public void Dispose() => database.Dispose();

    [Fact]
    [Trait("Statement", "P08.8")]
    public void A_plain_record_is_filled_by_the_names_of_columns_and_made_in_a_test_as_well()
    {
        var note = new Note { Id = 1, IsPublic = true, CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000) };
        using var scope = database.NewScope();
        var connection = TestDatabase.ConnectionOf(scope);
        connection.Execute(
            "insert into notes (id, is_public, word_count, created_at) values (@Id, @IsPublic, @WordCount, @CreatedAt)",
            note
        );
        Assert.Equal(note, connection.QuerySingle<Note>("select id, is_public, word_count, created_at from notes"));
    }

    [Fact]
    [Trait("Statement", "P08.6")]
    public void There_is_no_identity_map_so_the_same_row_gives_equal_records_and_not_one_object()
    {
        using var scope = database.NewScope();
        var connection = TestDatabase.ConnectionOf(scope);
        connection.Execute("insert into notes (id, is_public, word_count, created_at) values (1, 0, 3, 0)");
        Note Read() =>
            connection.QuerySingle<Note>("select id, is_public, word_count, created_at from notes where id = 1");
        Assert.Equal(Read(), Read());
        Assert.NotSame(Read(), Read());
    }

    [Fact]
    [Trait("Statement", "P08.9")]
    public void Tables_are_reflected_from_the_database_and_text_of_sql_takes_bound_parameters()
    {
        using var scope = database.NewScope();
        var connection = TestDatabase.ConnectionOf(scope);
        Assert.Equal(
            ["id", "is_public", "word_count", "created_at"],
            connection.Query<string>("select name from pragma_table_info(@table)", new { table = "notes" }));
    }

    [Theory]
    [InlineData(1, 0, 0, true, false, false, 1)]
    [InlineData(1, 20, 41, true, false, true, 3)]
    [InlineData(3, 1, 41, true, true, false, 3)]
    [InlineData(4, 0, 41, false, true, false, 3)]
    [InlineData(0, 20, 41, false, false, true, 3)]
    [InlineData(-1, 20, 41, false, false, true, 3)]
    [Trait("Statement", "P08.2")]
    public void A_page_knows_its_neighbours_and_whether_it_exists(
        int number,
        int rows,
        long total,
        bool exists,
        bool previous,
        bool next,
        long pages
    )
    {
        var page = new PageOf<int>([.. Enumerable.Range(0, rows)], number, 20, total);
        Assert.Equal((exists, previous, next, pages), (page.Exists, page.HasPrevious, page.HasNext, page.Pages));
    }

    sealed record Note
    {
        public required long Id { get; init; }

        public required bool IsPublic { get; init; }

        public long? WordCount { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }
}
