using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>
/// The numbered scripts (<c>NNNN_what.sql</c>) embedded in an assembly. Each is applied once, in order, in a
/// transaction of its own; the database stores the last number in <c>pragma user_version</c>. One database has one
/// list of scripts: two lists would reuse the numbers. Flask: Using SQLite 3, Initial Schemas (without migrations:
/// there a second run deletes the data).
/// </summary>
public sealed class Migrations
{
    readonly IReadOnlyList<(int Number, string Name, string Sql)> scripts;

    Migrations(IEnumerable<(int Number, string Name, string Sql)> scripts)
    {
        this.scripts =
            [.. scripts.OrderBy(script => script.Number).ThenBy(script => script.Name, StringComparer.Ordinal)];
        // The second of two scripts with one number would be skipped without an error.
        foreach (var (before, script) in this.scripts.Zip(this.scripts.Skip(1)))
            if (before.Number == script.Number)
                throw new InvalidOperationException(
                    $"{before.Name} and {script.Name} have the same number. Give the newer one the next free number.");
    }

    /// <summary>The number of the newest script.</summary>
    public int Newest => scripts.Count == 0 ? 0 : scripts[^1].Number;

    /// <summary>The scripts that are embedded in an assembly under a common prefix.</summary>
    /// <exception cref="InvalidOperationException">There is none, or two have the same number.</exception>
    public static Migrations Of(Assembly assembly, string prefix = "migrations/")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(prefix);
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (names.Count == 0)
            throw new InvalidOperationException(
                $"No script is embedded in {assembly.GetName().Name} as {prefix}NNNN_name.sql. "
                + "Add the scripts to the project file as EmbeddedResource.");
        return new(names.Select(
            name => (NumberIn(name.AsSpan(prefix.Length)), name[prefix.Length..], Read(assembly, name))));
    }

    /// <summary>Scripts given as text, for a test or a program without files.</summary>
    /// <exception cref="InvalidOperationException">Two have the same number.</exception>
    public static Migrations Of(params (int Number, string Name, string Sql)[] scripts) => new(scripts);

    /// <summary>
    /// Brings the file up to date and returns the names of the scripts applied. Throws <see
    /// cref="DatabaseTooNewException"/>.
    /// </summary>
    public IReadOnlyList<string> Apply(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        if (Version(connection) is var found && found > Newest)
            throw new DatabaseTooNewException(database.Path, found, Newest);
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

    static int NumberIn(ReadOnlySpan<char> name) => int.Parse(name[..4], CultureInfo.InvariantCulture);

    static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The file was written by a newer version of the application, which this one must not touch.</summary>
public sealed class DatabaseTooNewException(string path, int found, int known)
    : Exception(
        $"The database {path} has version {found}, this program knows versions up to {known}. Start the newer program, or name another data directory."
    );
