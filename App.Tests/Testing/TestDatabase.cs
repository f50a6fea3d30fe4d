using System.Data.Common;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;

namespace App.Tests.Testing;

/// <summary>A SQLite file with the schema of a test, and the services that open it.</summary>
public sealed class TestDatabase : IDisposable
{
    readonly TestDirectory directory = new();
    readonly ServiceProvider services;

    public TestDatabase(string schema)
    {
        services = new ServiceCollection().AddSqlite(File).AddSqlMapping().BuildServiceProvider();
        Migrations.Of((1, "0001_schema.sql", schema)).Apply(Database);
    }

    public string File => directory.File("test.db");

    public SqliteDatabase Database => services.GetRequiredService<SqliteDatabase>();

    public IServiceScope NewScope() => services.CreateScope();

    /// <summary>Runs <paramref name="work"/> with the connection of a new scope.</summary>
    public T InScope<T>(Func<OnDemandConnection, T> work)
    {
        using var scope = NewScope();
        return work(ConnectionOf(scope));
    }

    public static OnDemandConnection ConnectionOf(IServiceScope scope) =>
        (OnDemandConnection)scope.ServiceProvider.GetRequiredService<DbConnection>();

    public void Dispose()
    {
        services.Dispose();
        directory.Dispose();
    }
}
