using System.Data;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Tests.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.Sqlite;

public sealed class UnitOfWorkTests : IDisposable
{
    readonly TestDatabase database = new(
        "create table notes (id integer primary key, text text not null unique) strict"
    );

    public void Dispose() => database.Dispose();

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
}
