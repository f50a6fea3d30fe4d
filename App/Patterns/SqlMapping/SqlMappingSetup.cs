using System.Data;
using Dapper;

namespace App.Patterns.SqlMapping;

public static class SqlMappingSetup
{
    /// <summary>
    /// Maps rows by column name (<c>created_at</c> fills <c>CreatedAt</c>) and dates as unix milliseconds in UTC. Add
    /// <see cref="UnitOfWorkFilter"/> to the MVC filters to make each page handler of an unsafe method a unit of work.
    /// Flask: SQLAlchemy in Flask, SQL Abstraction Layer.
    /// </summary>
    public static IServiceCollection AddSqlMapping(this IServiceCollection services)
    {
        // Dapper keeps these for the whole process; they hold no state and setting them again changes nothing.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new UnixMilliseconds());
        return services;
    }

    // Not the generic handler: that one cannot give null for an empty column that is read alone.
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
