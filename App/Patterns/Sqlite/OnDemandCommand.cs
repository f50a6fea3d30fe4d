using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// A command on an <see cref="OnDemandConnection"/>. Creates the SQLite driver's command only when it is executed.
/// </summary>
sealed class OnDemandCommand(OnDemandConnection owner) : DbCommand
{
    readonly SqliteCommand template = new();
    SqliteCommand? running;

    [AllowNull]
    public override string CommandText
    {
        get => template.CommandText;
        set => template.CommandText = value;
    }

    public override int CommandTimeout { get; set; } = SqliteDatabase.LockTimeoutSeconds;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => owner;
        set { }
    }

    protected override DbParameterCollection DbParameterCollection => template.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set { }
    }

    public override int ExecuteNonQuery() => Real().ExecuteNonQuery();

    public override object? ExecuteScalar() => Real().ExecuteScalar();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Real().ExecuteReader(behavior);

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    public override void Cancel() { }

    public override void Prepare() { }

    SqliteCommand Real()
    {
        running?.Dispose();
        var command = running = owner.CreateInner(Writes(CommandText));
        command.CommandText = CommandText;
        command.CommandTimeout = CommandTimeout;
        foreach (SqliteParameter parameter in template.Parameters)
            Bind(command, parameter.ParameterName, parameter.Value ?? DBNull.Value);
        return command;
    }

    // Binds a parameter. The driver truncates a text of more than 512 bytes at U+0000, so such a text is bound as
    // bytes. The SQL statement casts the bytes to text.
    static void Bind(SqliteCommand command, string name, object value)
    {
        if (value is string { Length: > 100 } text && text.Contains('\0', StringComparison.Ordinal))
        {
            value = Encoding.UTF8.GetBytes(text);
            command.CommandText = Regex.Replace(
                command.CommandText,
                $@"[@$:]{Regex.Escape(name.TrimStart('@', '$', ':'))}\b",
                "cast($0 as text)"
            );
        }
        command.Parameters.Add(new SqliteParameter(name, value));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            running?.Dispose();
            template.Dispose();
        }
        base.Dispose(disposing);
    }

    // Returns whether a statement writes. A statement that starts with "with" counts as a write, because it may contain
    // one. If it only reads, it takes an unnecessary lock.
    static bool Writes(string sql)
    {
        var text = sql.AsSpan().TrimStart();
        return !(text.StartsWith("select", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("pragma", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("explain", StringComparison.OrdinalIgnoreCase));
    }
}
