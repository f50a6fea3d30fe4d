using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.Sqlite;

public sealed class MigrationsTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P07.9")]
    [Trait("Statement", "P08.3")]
    public void Each_migration_runs_once_in_order()
    {
        using var database = new SqliteDatabase(directory.File("test.db"));
        Assert.Equal(
            ["one"],
            Migrations.Of((1, "one", "create table a (x); insert into a values (1)")).Apply(database)
        );
        var both = Migrations.Of((2, "two", "insert into a values (2)"), (1, "one", "create table a (x)"));
        Assert.Equal(["two"], both.Apply(database));
        Assert.Empty(both.Apply(database));
        using var connection = database.Open();
        Assert.Equal([1L, 2L], connection.Query<long>("select x from a order by x"));
        Assert.Equal("wal", connection.ExecuteScalar<string>("pragma journal_mode"));
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public void A_failing_migration_is_rolled_back_and_earlier_ones_remain()
    {
        using var database = new SqliteDatabase(directory.File("test.db"));
        Assert.Throws<SqliteException>(() =>
            Migrations.Of((1, "one", "create table a (x)"), (2, "two", "create table b (x); nonsense")).Apply(database)
        );
        using var connection = database.Open();
        Assert.Equal(["a"], connection.Query<string>("select name from sqlite_master"));
        Assert.Equal(1, connection.ExecuteScalar<long>("pragma user_version"));
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public void A_database_of_a_newer_version_is_rejected_and_not_changed()
    {
        using var database = new SqliteDatabase(directory.File("test.db"));
        using (var connection = database.Open()) connection.Execute("pragma user_version = 7");
        var before = File.ReadAllBytes(directory.File("test.db"));
        var error = Assert.Throws<DatabaseTooNewException>(() =>
            Migrations.Of((1, "one", "create table a (x)")).Apply(database)
        );
        Assert.Contains("version 7", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(directory.File("test.db")));
    }

    [Fact]
    public void Pending_migrations_are_listed_without_a_change()
    {
        var scripts = Migrations.Of((1, "one", "create table a (x)"), (2, "two", "create table b (x)"));
        using var database = new SqliteDatabase(directory.File("test.db"));
        Assert.Equal(["one", "two"], scripts.Pending(database));
        Assert.False(File.Exists(directory.File("test.db")));
        Migrations.Of((1, "one", "create table a (x)")).Apply(database);
        Assert.Equal(["two"], scripts.Pending(database));
        Assert.Equal(["two"], scripts.Apply(database));
        Assert.Empty(scripts.Pending(database));
        Assert.Throws<DatabaseTooNewException>(
            () => Migrations.Of((1, "one", "create table a (x)")).Pending(database));
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public void Duplicate_migration_numbers_or_missing_scripts_fail_at_startup()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => Migrations.Of((1, "0001_a.sql", ""), (2, "0002_c.sql", ""), (2, "0002_b.sql", "")));
        Assert.Contains("0002_b.sql and 0002_c.sql have the same number", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidOperationException>(() => Migrations.Of(typeof(MigrationsTests).Assembly));
        Assert.Contains("No script is embedded in App.Tests", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public async Task Parallel_starts_apply_each_migration_once()
    {
        var scripts = Migrations.Of([.. Enumerable.Range(1, 20).Select(i => (i, $"{i}", $"create table t{i} (x)"))]);
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var database = new SqliteDatabase(directory.File("test.db"));
            return scripts.Apply(database);
        })));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}").Order(), applied.SelectMany(names => names).Order());
    }

    [Fact]
    [Trait("Statement", "P07.9")]
    public async Task Two_processes_started_together_apply_each_migration_once()
    {
        var programs = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => ChildProgram.Run(["migrate", "--DataDirectory", directory.Path]))
        );
        Assert.All(programs, program => Assert.Equal((0, ""), (program.ExitCode, program.Errors)));
        var applied = programs
            .SelectMany(program => program.Output.Split('\n'))
            .Where(line => line.StartsWith("Applied ", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(applied.Distinct(), applied);
        Assert.Equal(Migrations.Of(typeof(LibraryApp).Assembly).Newest, applied.Count);
        foreach (var program in programs) program.Dispose();
    }

    // The sqlite3 shell has no functions of the program, so a migration must not call one.
    [Fact]
    public void Every_migration_runs_on_a_plain_connection_without_functions_of_the_program()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var files = Directory.GetFiles(Architecture.Source.Path("migrations"), "*.sql")
            .Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            var error = Record.Exception(() => connection.Execute(File.ReadAllText(file)));
            Assert.True(error is null, $"{Path.GetFileName(file)}: {error?.Message}");
        }
        Assert.Equal(Migrations.Of(typeof(LibraryApp).Assembly).Newest, files.Count);
        Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from links_fts"));
    }
}
