using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>Registers a SQLite database. Flask documentation: Using SQLite 3.</summary>
public static class SqliteSetup
{
    /// <summary>
    /// Registers one SQLite file: a singleton <see cref="SqliteDatabase"/> and a scoped <see cref="DbConnection"/>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="configure">Configures each new connection, for example with functions for statements.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSqlite(
        this IServiceCollection services,
        string path,
        Action<SqliteConnection>? configure = null
    ) =>
        services
            .AddSingleton(_ => new SqliteDatabase(path, configure))
            .AddScoped<OnDemandConnection>()
            .AddScoped<DbConnection>(scope => scope.GetRequiredService<OnDemandConnection>());
}
