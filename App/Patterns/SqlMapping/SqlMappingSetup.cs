using System.Data;
using Dapper;

namespace App.Patterns.SqlMapping;

public static class SqlMappingSetup
{
    /// <summary>
    /// Maps rows by column name (<c>created_at</c> fills <c>CreatedAt</c>) and dates as unix milliseconds in UTC, and makes each page
    /// handler of an unsafe method one unit of work. Flask: SQLAlchemy in Flask, SQL Abstraction Layer.
    /// </summary>
    public static IServiceCollection AddSqlMapping(this IServiceCollection services)
    {
        // Dapper keeps these for the whole process; they hold no state and setting them again changes nothing.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UnixMilliseconds());
        return services;
    }

    sealed class UnixMilliseconds : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }
    }
}
