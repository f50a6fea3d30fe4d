using App.Blueprints.Search;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts;

/// <summary>
/// Tests that the migration that adds the table <c>first_account</c> records the first account of an existing database.
/// </summary>
public sealed class FirstAccountTests : IDisposable
{
    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_migration_records_the_first_account_of_an_existing_database(int accounts)
    {
        using var database = new SqliteDatabase(directory.File("library.db"), FtsTokens.Register);
        var all = Migrations.Of(typeof(LibraryApp).Assembly);
        all.Apply(database);
        using var connection = database.Open();
        connection.Execute("drop trigger accounts_first; drop table first_account;");
        for (var i = 0; i < accounts; i++)
        {
            connection.Execute(
                """
                insert into accounts (name, name_key, password_hash, language, created_at)
                values (@name, @name, '', 'en', @at)
                """,
                new { name = $"person{i}", at = 1000 - i });
        }
        connection.Execute(Script());
        Assert.Equal(accounts == 0 ? [] : [999L], connection.Query<long>("select created_at from first_account"));
    }

    static string Script()
    {
        var assembly = typeof(LibraryApp).Assembly;
        var name = assembly.GetManifestResourceNames()
            .Single(name => name.EndsWith("_first_account.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
