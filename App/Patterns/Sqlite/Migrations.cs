using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// The numbered scripts (<c>NNNN_what.sql</c>) embedded in an assembly. Each is applied once, in order, whole or not at all; the
/// file remembers the last number. Flask: Using SQLite 3, Initial Schemas (which has no migrations: there a second run destroys).
/// </summary>
public sealed class Migrations
{
    readonly IReadOnlyList<(int Number, string Name, string Sql)> scripts;

    Migrations(IEnumerable<(int Number, string Name, string Sql)> scripts) => this.scripts = [.. scripts.OrderBy(s => s.Number)];

    /// <summary>The number of the newest script.</summary>
    public int Newest => scripts.Count == 0 ? 0 : scripts[^1].Number;

    public static Migrations Of(Assembly assembly, string prefix = "migrations/")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name[prefix.Length..], Read(assembly, name))));
    }

    public static Migrations Of(params (int Number, string Name, string Sql)[] scripts) => new(scripts);

    /// <summary>Brings the file up to date and returns the names of the scripts applied. Throws <see cref="DatabaseTooNewException"/>.</summary>
    public IReadOnlyList<string> Apply(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        if (Version(connection) is var found && found > Newest) throw new DatabaseTooNewException(database.Path, found, Newest);
        database.UseWriteAheadLog();
        List<string> applied = [];
        foreach (var (number, name, sql) in scripts)
            if (ApplyOne(connection, number, sql))
                applied.Add(name);
        return applied;
    }

    // The version is read inside the transaction: two processes may start at the same time.
    static bool ApplyOne(SqliteConnection connection, int number, string sql)
    {
        if (Version(connection) >= number) return false;
        using var transaction = connection.BeginTransaction();
        if (Version(connection) >= number) return false;
        Execute(connection, sql);
        Execute(connection, $"pragma user_version = {number.ToString(CultureInfo.InvariantCulture)}");
        transaction.Commit();
        return true;
    }

    static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The file was written by a newer version of the application, which this one must not touch.</summary>
public sealed class DatabaseTooNewException(string path, int found, int known)
    : Exception($"The database {path} has version {found}, this program knows versions up to {known}. Start the newer program, or name another data directory.");
