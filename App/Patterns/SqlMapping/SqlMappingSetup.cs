using System.Data;
using Dapper;

namespace App.Patterns.SqlMapping;

/// <summary>Registers the mapping of rows. Flask documentation: SQLAlchemy in Flask, SQL Abstraction Layer.</summary>
public static class SqlMappingSetup
{
    /// <summary>
    /// Maps columns to properties by name (<c>created_at</c> to <c>CreatedAt</c>), and dates to Unix milliseconds in
    /// UTC.
    /// </summary>
    /// <remarks>
    /// Add <see cref="UnitOfWorkFilter"/> to the MVC filters to make each page handler of an unsafe method a unit of
    /// work.
    /// </remarks>
    /// <param name="services">The services of the application.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSqlMapping(this IServiceCollection services)
    {
        Register();
        return services;
    }

    /// <summary>
    /// Sets the mapping without services. Call it before queries that run before the application is built, such as
    /// those after a migration.
    /// </summary>
    public static void Register()
    {
        // Dapper's settings are global to the process. They have no state, so setting them again is harmless.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new UnixMilliseconds());
    }

    // Implements ITypeHandler, because Dapper's generic handler cannot return null for a single null column.
    sealed class UnixMilliseconds : SqlMapper.ITypeHandler
    {
        public object? Parse(Type destinationType, object value) =>
            value is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value is DateTimeOffset date ? date.ToUnixTimeMilliseconds() : DBNull.Value;
        }
    }
}
