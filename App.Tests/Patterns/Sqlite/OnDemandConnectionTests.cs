using System.Data;
using System.Data.Common;
using App.Patterns.Sqlite;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.Sqlite;

public sealed class OnDemandConnectionTests : IDisposable
{
    readonly TestDatabase database = new(
        "create table notes (id integer primary key, text text not null unique) strict"
    );

    public void Dispose() => database.Dispose();

    [Fact]
    [Trait("Statement", "P07.1")]
    public async Task A_request_that_does_not_use_the_database_opens_no_connection()
    {
        await using var site = await BareApp.Start(
            services => services.AddSqlite("/proc/nowhere/none.db"),
            app =>
            {
                app.MapGet("/unused", (DbConnection connection) => connection.State.ToString());
                app.MapGet("/used", (DbConnection connection) => connection.ExecuteScalar<long>("select 1"));
            });
        Assert.Equal((200, "Open"), await site.Get("/unused"));
        Assert.Equal(500, (await site.Get("/used")).Status);
    }

    [Fact]
    [Trait("Statement", "P07.2")]
    [Trait("Statement", "P08.4")]
    public void Each_scope_has_its_own_shared_connection()
    {
        using var one = database.NewScope();
        using var two = database.NewScope();
        Assert.Same(
            one.ServiceProvider.GetRequiredService<DbConnection>(),
            one.ServiceProvider.GetRequiredService<DbConnection>()
        );
        Assert.NotSame(TestDatabase.ConnectionOf(one), TestDatabase.ConnectionOf(two));
        TestDatabase.ConnectionOf(one).Execute("create temp table mine (x)");
        Assert.Equal(1, TestDatabase.ConnectionOf(one).ExecuteScalar<long>("select count(*) from temp.sqlite_master"));
        Assert.Equal(0, TestDatabase.ConnectionOf(two).ExecuteScalar<long>("select count(*) from temp.sqlite_master"));
    }

    [Fact]
    [Trait("Statement", "P07.3")]
    [Trait("Statement", "P07.4")]
    public void A_connection_is_closed_with_its_scope_and_then_throws()
    {
        OnDemandConnection connection;
        using (var scope = database.NewScope())
        {
            connection = TestDatabase.ConnectionOf(scope);
            Assert.False(connection.IsOpened);
            Assert.Equal(1, connection.ExecuteScalar<long>("select 1"));
            Assert.True(connection.IsOpened);
        }
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.ThrowsAny<Exception>(() => connection.ExecuteScalar<long>("select 1"));
        Assert.Throws<ObjectDisposedException>(() => connection.CreateCommand().ExecuteNonQuery());
    }

    [Theory]
    [InlineData("/view")]
    [InlineData("/hook")]
    [Trait("Statement", "P07.3")]
    public async Task The_connection_is_closed_after_an_exception_in_view_or_hook(string url)
    {
        List<DbConnection> used = [];
        await using var site = await BareApp.Start(
            services => services.AddSqlite(database.File),
            app =>
            {
                app.Use((context, next) =>
                {
                    used.Add(context.RequestServices.GetRequiredService<DbConnection>());
                    used[0].ExecuteScalar<long>("select 1");
                    return context.Request.Path == "/hook" ? throw new InvalidOperationException() : next(context);
                });
                app.MapGet("/view", string () => throw new InvalidOperationException());
            });
        Assert.Equal(500, (await site.Get(url)).Status);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (used[0].State != ConnectionState.Closed) await Task.Delay(5, limit.Token);
    }

    [Fact]
    [Trait("Statement", "P07.6")]
    public void Columns_are_read_by_name_and_by_position()
    {
        using var scope = database.NewScope();
        var connection = TestDatabase.ConnectionOf(scope);
        connection.Execute("insert into notes (text) values ('first'), ('second')");
        using var reader = connection.ExecuteReader("select text as said, id from notes order by id");
        List<string> read = [];
        while (reader.Read())
        {
            Assert.Equal(reader["said"], reader[0]);
            Assert.Equal(1, reader.GetOrdinal("id"));
            read.Add(reader.GetString(0));
        }
        Assert.Equal(["first", "second"], read);
    }

    [Fact]
    [Trait("Statement", "P07.7")]
    public void QueryFirstOrDefault_returns_one_row_or_null_and_Query_returns_a_list()
    {
        using var scope = database.NewScope();
        var connection = TestDatabase.ConnectionOf(scope);
        Assert.Null(connection.QueryFirstOrDefault<string>("select text from notes"));
        Assert.Empty(connection.Query<string>("select text from notes"));
        connection.Execute("insert into notes (text) values ('a'), ('b')");
        Assert.Equal("a", connection.QueryFirstOrDefault<string>("select text from notes order by id"));
        Assert.Equal(2, connection.Query<string>("select text from notes").Count());
    }

    [Fact]
    public void Bulk_mode_settings_are_reset_with_the_scope()
    {
        static (long, long) Room(DbConnection connection) =>
            (
                connection.ExecuteScalar<long>("pragma cache_size"),
                connection.ExecuteScalar<long>("pragma wal_autocheckpoint")
            );

        (long, long) ordinary;
        using (var scope = database.NewScope()) ordinary = Room(TestDatabase.ConnectionOf(scope));
        using (var scope = database.NewScope())
        {
            TestDatabase.ConnectionOf(scope).UseBulkMode();
            Assert.Equal((-16000, 8000), Room(TestDatabase.ConnectionOf(scope)));
        }
        // The next scope reuses the pooled connection. The settings of the bulk mode must have been reset.
        using (var scope = database.NewScope()) Assert.Equal(ordinary, Room(TestDatabase.ConnectionOf(scope)));
        Assert.Equal((-2000, 1000), ordinary);
    }
}
