using System.Data;
using System.Data.Common;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
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
    [Trait("Statement", "P07.5")]
    [Trait("Statement", "P08.5")]
    public void An_uncompleted_unit_of_work_is_rolled_back_and_invisible_to_other_connections()
    {
        database.InScope(connection =>
        {
            connection.BeginUnitOfWork();
            connection.Execute("insert into notes (text) values ('half')");
            Assert.Equal(1, connection.ExecuteScalar<long>("select count(*) from notes"));
            Assert.Equal(0, database.InScope(other => other.ExecuteScalar<long>("select count(*) from notes")));
            return 0;
        });
        Assert.Equal(0, database.InScope(connection => connection.ExecuteScalar<long>("select count(*) from notes")));
        database.Database.EnterWriter();
        database.Database.LeaveWriter();
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    [Trait("Statement", "P08.9")]
    public void A_transaction_is_atomic_and_AfterCommit_callbacks_run_after_the_commit()
    {
        var after = 0;
        database.InScope(connection =>
        {
            Assert.Throws<InvalidOperationException>(() => connection.Transact(() =>
            {
                connection.Execute("insert into notes (text) values ('a')");
                connection.AfterCommit(() => after++);
                throw new InvalidOperationException();
            }));
            connection.Transact(() =>
            {
                connection.Execute("insert into notes (text) values ('b')");
                connection.AfterCommit(() => after += 10);
                Assert.Equal(0, after);
            });
            Assert.Throws<InvalidOperationException>(() => connection.Transact(() => connection.Transact(() => { })));
            Assert.Throws<NotSupportedException>(() => connection.BeginTransaction());
            return 0;
        });
        Assert.Equal(10, after);
        Assert.Equal(["b"], database.InScope(connection => connection.Query<string>("select text from notes")));
    }

    [Fact]
    [Trait("Statement", "P08.5")]
    public void A_duplicate_key_throws_at_once_and_the_connection_remains_usable()
    {
        database.InScope(connection =>
        {
            connection.BeginUnitOfWork();
            connection.Execute("insert into notes (text) values ('once')");
            var error = Assert.Throws<SqliteException>(() =>
                connection.Execute("insert into notes (text) values ('once')")
            );
            Assert.True(error.IsDuplicate());
            connection.Execute("insert into notes (text) values ('other')");
            connection.Complete();
            return 0;
        });
        Assert.Equal(2, database.InScope(connection => connection.ExecuteScalar<long>("select count(*) from notes")));
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public void Reading_in_a_unit_of_work_takes_no_lock()
    {
        database.InScope(reader =>
        {
            reader.BeginUnitOfWork();
            Assert.Equal(0, reader.ExecuteScalar<long>("select count(*) from notes"));
            Assert.False(reader.IsWriting);
            database.InScope(writer => writer.Execute("insert into notes (text) values ('meanwhile')"));
            reader.Execute("insert into notes (text) values ('then')");
            Assert.True(reader.IsWriting);
            reader.Complete();
            return 0;
        });
        Assert.Equal(2, database.InScope(connection => connection.ExecuteScalar<long>("select count(*) from notes")));
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public async Task Two_hundred_parallel_writers_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => database.InScope(connection =>
        {
            connection.Transact(() =>
            {
                var count = connection.ExecuteScalar<long>("select count(*) from notes");
                connection.Execute("insert into notes (text) values (@text)", new { text = $"{number} after {count}" });
            });
            return 0;
        }))));
        Assert.Equal(200, database.InScope(connection => connection.ExecuteScalar<long>("select count(*) from notes")));
    }

    [Fact]
    [Trait("Statement", "P07.5")]
    public void The_database_files_are_consistent_at_any_moment_and_contain_all_committed_data()
    {
        using var copies = new TestDirectory();
        database.InScope(connection =>
        {
            connection.Execute("insert into notes (text) values ('acknowledged')");
            connection.Execute("pragma cache_size = 1");
            connection.BeginUnitOfWork();
            for (var i = 0; i < 500; i++)
                connection.Execute("insert into notes (text) values (@text)", new { text = i + new string('x', 4000) });
            // The transaction is open, but SQLite has already written pages to the write-ahead log. A crash would leave
            // the files in this state.
            Assert.True(new FileInfo(database.File + "-wal").Length > 1_000_000);
            File.Copy(database.File, copies.File("left.db"));
            File.Copy(database.File + "-wal", copies.File("left.db-wal"));
            return 0;
        });
        using var left = new SqliteDatabase(copies.File("left.db"));
        using var opened = left.Open();
        Assert.Equal("ok", opened.ExecuteScalar<string>("pragma integrity_check"));
        Assert.Equal(["acknowledged"], opened.Query<string>("select text from notes"));
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
        // The next scope reuses the pooled connection, which must have the ordinary settings again.
        using (var scope = database.NewScope()) Assert.Equal(ordinary, Room(TestDatabase.ConnectionOf(scope)));
        Assert.Equal((-2000, 1000), ordinary);
    }
}
