using System.Data.Common;

namespace App.Patterns.Sqlite;

public static class SqliteSetup
{
    /// <summary>
    /// Registers one SQLite file: the database for the application, its <see cref="DbConnection"/> for each scope.
    /// </summary>
    public static IServiceCollection AddSqlite(
        this IServiceCollection services,
        string path,
        params IReadOnlyList<SqliteFunction> functions
    ) =>
        services
            .AddSingleton(_ => new SqliteDatabase(path, functions))
            .AddScoped<OnDemandConnection>()
            .AddScoped<DbConnection>(scope => scope.GetRequiredService<OnDemandConnection>());
}
