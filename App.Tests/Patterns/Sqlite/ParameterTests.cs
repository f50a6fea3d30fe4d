using System.Globalization;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Patterns.Sqlite;

public sealed class ParameterTests : IDisposable
{
    readonly TestDatabase database = new("create table vessels (id integer primary key, value any) strict");

    public void Dispose() => database.Dispose();

    public static TheoryData<string> Texts =>
        [
            "",
            "'",
            "''",
            "%",
            "_",
            "\\",
            "\"",
            "a\0b",
            "\0",
            "'); drop table vessels;--",
            "@id",
            "?1",
            "a\0" + new string('y', 101),
            "@text\0" + new string('z', 2000),
            "ä ß ﷺ 👩‍💻 e\u0301",
            "\r\n\t",
            new string('x', 3999),
            new string('x', 4000),
            new string('x', 4001),
            string.Concat(Enumerable.Repeat("ü'\0%", 25_000)),
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    [Trait("Statement", "P07.8")]
    public void A_text_is_stored_and_read_back_unchanged(string text)
    {
        Assert.Equal(text, RoundTrip<string>(text));
        Assert.Equal(
            [text],
            database.InScope(connection =>
                connection.Query<string>("select value from vessels where value = @text", new { text })
            )
        );
    }

    [Fact]
    [Trait("Statement", "P07.8")]
    public void A_value_of_every_type_is_read_back_unchanged()
    {
        Assert.Equal(long.MinValue, RoundTrip<long>(long.MinValue));
        Assert.Equal(int.MaxValue, RoundTrip<int>(int.MaxValue));
        Assert.Equal((short)-7, RoundTrip<short>((short)-7));
        Assert.Equal((byte)255, RoundTrip<byte>((byte)255));
        Assert.True(RoundTrip<bool>(true));
        Assert.Equal(0.1, RoundTrip<double>(0.1));
        Assert.Equal(1.5f, RoundTrip<float>(1.5f));
        Assert.Equal(DayOfWeek.Friday, RoundTrip<DayOfWeek>(DayOfWeek.Friday));
        Assert.Null(RoundTrip<string?>(null));
        Assert.Null(RoundTrip<long?>(null));
        var bytes = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        Assert.Equal(bytes, RoundTrip<byte[]>(bytes)!);
        Assert.Equal([], RoundTrip<byte[]>(Array.Empty<byte>())!);
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00.123+02:00")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void A_date_is_stored_as_Unix_milliseconds_and_read_back_in_UTC(string text)
    {
        var date = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(date.ToUnixTimeMilliseconds(), RoundTrip<long, DateTimeOffset>(date));
        Assert.Equal(date, RoundTrip<DateTimeOffset>(date));
        Assert.Equal(TimeSpan.Zero, RoundTrip<DateTimeOffset?>(date)!.Value.Offset);
        Assert.Null(RoundTrip<DateTimeOffset?>(null));
    }

    [Fact]
    public void One_statement_runs_with_several_parameter_sets_and_accepts_lists()
    {
        database.InScope(connection =>
            connection.Execute(
                "insert into vessels (value) values (@value)",
                Enumerable.Range(0, 3).Select(i => new { value = $"number {i}" })
            )
        );
        Assert.Equal(
            ["number 0", "number 2"],
            database.InScope(connection =>
                connection.Query<string>(
                    "select value from vessels where value in @values order by id",
                    new { values = (string[])["number 0", "number 2", "number 9"] }
                )
            )
        );
    }

    // Writes a value of one type and reads it as another.
    TRead? RoundTrip<TRead, TWritten>(TWritten value) =>
        database.InScope(connection =>
        {
            connection.Execute("delete from vessels");
            var id = connection.QuerySingle<long>(
                "insert into vessels (value) values (@value) returning id",
                new { value }
            );
            return connection.QuerySingle<TRead?>("select value from vessels where id = @id", new { id });
        });

    T? RoundTrip<T>(T value) => RoundTrip<T, T>(value);
}
