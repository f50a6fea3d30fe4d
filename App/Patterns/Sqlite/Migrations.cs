using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>The numbered SQL scripts (<c>NNNN_name.sql</c>) that create and change a schema.</summary>
/// <remarks>
/// Each script runs once, in order, in its own transaction; the database stores the number of the last script in
/// <c>pragma user_version</c>. Use only one list of scripts for a database, because two lists would share this number.
/// Flask documentation: Using SQLite 3, Initial Schemas. Flask's example has no migrations: its script deletes the data
/// when it runs again.
/// </remarks>
public sealed class Migrations
{
    readonly IReadOnlyList<(int Number, string Name, string Sql)> scripts;

    Migrations(IEnumerable<(int Number, string Name, string Sql)> scripts)
    {
        this.scripts =
            [.. scripts.OrderBy(script => script.Number).ThenBy(script => script.Name, StringComparer.Ordinal)];
        // Two scripts must not have the same number, because the second would be skipped without an error.
        foreach (var (before, script) in this.scripts.Zip(this.scripts.Skip(1)))
            if (before.Number == script.Number)
                throw new InvalidOperationException(
                    $"{before.Name} and {script.Name} have the same number. Give the newer one the next free number.");
    }

    /// <summary>The number of the newest script; 0 when there is none.</summary>
    public int Newest => scripts.Count == 0 ? 0 : scripts[^1].Number;

    /// <summary>Reads the scripts that are embedded in an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="prefix">The prefix of the resource names.</param>
    /// <returns>The scripts.</returns>
    /// <exception cref="InvalidOperationException">There is no script, or two have the same number.</exception>
    /// <exception cref="FormatException">A name does not begin with four digits.</exception>
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

    /// <summary>Creates scripts from text, for a test or a program without files.</summary>
    /// <param name="scripts">The number, name and SQL of each script.</param>
    /// <returns>The scripts.</returns>
    /// <exception cref="InvalidOperationException">Two scripts have the same number.</exception>
    public static Migrations Of(params (int Number, string Name, string Sql)[] scripts) => new(scripts);

    /// <summary>
    /// Switches the database to write-ahead logging, and runs the scripts that have not run on it yet.
    /// </summary>
    /// <param name="database">The database. If the file is missing, it is created.</param>
    /// <returns>The names of the scripts that ran.</returns>
    /// <exception cref="DatabaseTooNewException">
    /// The number in the database is higher than <see cref="Newest"/>.
    /// </exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">
    /// A script failed; its transaction is rolled back.
    /// </exception>
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

    /// <summary>Returns the scripts that <see cref="Apply"/> would run, without changing the database.</summary>
    /// <param name="database">The database. A missing file counts as an empty database and is not created.</param>
    /// <returns>The names of the scripts, in the order in which they would run.</returns>
    /// <exception cref="DatabaseTooNewException">The database has a number above <see cref="Newest"/>.</exception>
    public IReadOnlyList<string> Pending(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var version = 0;
        if (File.Exists(database.Path))
        {
            using var connection = database.Open();
            version = Version(connection);
        }
        if (version > Newest) throw new DatabaseTooNewException(database.Path, version, Newest);
        return [.. scripts.Where(script => script.Number > version).Select(script => script.Name)];
    }

    // Runs a script and returns true. Returns false when the script has already run. Reads the version again inside the
    // transaction, because another process can run the same script at the same time.
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

/// <summary>The database was written by a newer version of the application, so this version must not use it.</summary>
/// <param name="path">The path of the database.</param>
/// <param name="found">The number of the last script in the database.</param>
/// <param name="known">The number of the newest script of this application.</param>
public sealed class DatabaseTooNewException(string path, int found, int known)
    : Exception(
        $"The database {path} has version {found}, but this program supports only versions up to {known}. "
            + "Start a newer version of the program, or set another data directory."
    );
