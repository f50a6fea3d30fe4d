using App.Patterns.SqlMapping;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.SqlMapping;

public sealed class SqlMappingTests : IDisposable
{
    readonly TestDatabase database = new(
        """
        create table notes (
            id integer primary key, is_public integer not null, word_count integer, created_at integer not null
        ) strict
        """
    );

    public void Dispose() => database.Dispose();

    [Fact]
    [Trait("Statement", "P08.8")]
    public void A_plain_record_is_mapped_by_column_names()
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
    public void Reading_a_row_twice_returns_equal_but_distinct_records()
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
    public void Columns_can_be_read_from_the_database_and_SQL_takes_bound_parameters()
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
    public void A_page_has_previous_and_next_and_knows_whether_it_exists(
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
