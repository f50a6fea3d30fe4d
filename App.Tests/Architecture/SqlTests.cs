using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using App.Blueprints.Search;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Microsoft.Data.Sqlite;
using static App.Tests.Architecture.MigrationFiles;
using static SQLitePCL.raw;

namespace App.Tests.Architecture;

public sealed partial class SqlTests
{
    [Fact]
    public void SQL_is_only_in_stores_and_migrations_and_pragmas_only_in_the_Sqlite_pattern() =>
        Assert.Empty(
            from file in Source.Files("*.cs", "*.cshtml")
            where
                !file.Name.EndsWith("Store.cs", StringComparison.Ordinal)
                && !file.Name.StartsWith("App/Patterns/Sqlite/", StringComparison.Ordinal)
            from Match match in Statement().Matches(file.Code)
            select $"{file.Name}: {match.Value.Trim()}"
        );

    [Fact]
    public void The_Sqlite_pattern_contains_only_pragmas_and_backups() =>
        Assert.Empty(
            from file in Source.Files("*.cs")
            where file.Name.StartsWith("App/Patterns/Sqlite/", StringComparison.Ordinal)
            from Match match in Statement().Matches(file.Code)
            where
                !match.Value.Contains("pragma", StringComparison.Ordinal)
                && !match.Value.Contains("vacuum into", StringComparison.Ordinal)
            select $"{file.Name}: {match.Value.Trim()}"
        );

    [Fact]
    public void SQL_is_lower_case_and_selects_named_columns() => Assert.Empty(
        from file in Source.Files("*Store.cs").Concat(Migrations())
        from problem in (string[])
        [
            .. Star().Matches(file.Code).Select(match => $"selects everything: {match.Value.Trim()}"),
            .. Shouted().Matches(file.Code).Select(match => $"not lower case: {match.Value.Trim()}"),
        ]
        select $"{file.Name}: {problem}");

    [Fact]
    [Trait("Statement", "P08.8")]
    [Trait("Statement", "P08.9")]
    public void Each_statement_matches_the_tables_and_the_record_it_is_mapped_to()
    {
        using var directory = new TestDirectory();
        using var database = new SqliteDatabase(directory.File("library.db"), FtsTokens.Register);
        App.Patterns.Sqlite.Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        using var connection = database.Open();
        List<string> problems = [];
        foreach (var statement in StoreStatements.All)
        {
            var (columns, error) = Prepare(connection, statement.Sql);
            var records = statement.Records.Where(record => record.Assembly == typeof(LibraryApp).Assembly).ToList();
            var misfits = Misfits(records, columns);
            problems.AddRange((error is null ? misfits : [error]).Select(problem => $"{statement}: {problem}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void The_statements_of_all_stores_are_checked()
    {
        var stores = typeof(LibraryApp)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.Name.EndsWith("Store", StringComparison.Ordinal))
            .Where(type => TypeReferences.All[type].Contains(typeof(Dapper.SqlMapper)))
            .Select(type => type.Name)
            .Distinct();
        Assert.Empty(stores.Except(StoreStatements.All.Select(statement => statement.Store)));
        Assert.True(StoreStatements.All.Count > 240, $"{StoreStatements.All.Count} statements");
        Assert.True(StoreStatements.All.Count(statement => statement.Records.Count > 0) > 100);
    }

    [Fact]
    public void A_statement_is_a_compile_time_constant() => Assert.Empty(StoreStatements.Composed());

    // Fails for syntax that SQLite accepts but PostgreSQL rejects or interprets differently.
    [Fact]
    public void Statements_use_only_syntax_that_PostgreSQL_accepts() =>
        Assert.Empty(
            from statement in StoreStatements.All
            from Match match in SqliteOnly().Matches(statement.Sql)
            where !planned.Contains(match.Value)
            select $"{statement}: {match.Value.Trim()}"
        );

    // Index hints that the test allows, although PostgreSQL has no such hints. Without them, SQLite's query planner
    // chooses a slower index.
    static readonly string[] planned =
    [
        "indexed by links_day",
        "indexed by links_newest",
        "indexed by links_title",
        "indexed by links_site",
    ];

    /// <summary>Compiles a statement and returns its columns, or the error. Does not run it.</summary>
    static (List<string> Columns, string? Error) Prepare(SqliteConnection connection, string sql)
    {
        // Replaces "in @ids" by "in (@ids)". At run time, Dapper replaces a list by one parameter for each value.
        var statement = List().Replace(sql, "in (@$1)");
        if (sqlite3_prepare_v2(connection.Handle, statement, out var prepared) != SQLITE_OK)
            return ([], sqlite3_errmsg(connection.Handle).utf8_to_string());
        using (prepared)
            return (
                [
                    .. Enumerable
                        .Range(0, sqlite3_column_count(prepared))
                        .Select(i => sqlite3_column_name(prepared, i).utf8_to_string()),
                ],
                null
            );
    }

    static IEnumerable<string> Misfits(List<Type> records, List<string> columns)
    {
        if (records.Count == 0) return [];
        var properties = records
            .SelectMany(record => record.GetProperties())
            .Where(property => property.SetMethod is not null)
            .ToList();
        var names = columns
            .Select(column => column.Replace("_", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. names
                .Except(properties.Select(property => property.Name), StringComparer.OrdinalIgnoreCase)
                .Select(column => $"no property of {string.Join(" and ", records.Select(record => record.Name))} "
                    + $"has the name {column}"),
            .. properties
                .Where(property =>
                    property.IsDefined(typeof(RequiredMemberAttribute)) && !names.Contains(property.Name)
                )
                .Select(property => $"{property.DeclaringType!.Name}.{property.Name} has no column"),
        ];
    }

    [GeneratedRegex(
        """
            " \s* (select\s+[\w(@'*] | insert\s+(or\s+\w+\s+)?into\s | update\s+\w+\s+set\s
                  | delete\s+from\s | replace\s+into\s
                  | create\s+(table|index|unique|virtual|trigger|view|temp)\b | drop\s+(table|index)\b | alter\s+table\b
                  | pragma\s | vacuum\b | attach\s+@? | with\s+(recursive\s+)?\w+\s*(\([^)]*\))?\s+as\s*\(
                  | begin\s+(immediate|exclusive)\b ) .*
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"select\s+(\w+\.)?\*.*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Star();

    [GeneratedRegex(
        @"^\s*(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|ORDER BY|GROUP BY|VALUES|SET|CREATE|Select|From|Where)\b.*",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shouted();

    [GeneratedRegex("""
        cross\s+join\s+\w+(\s+as\s+\w+)?\s+on\b | indexed\s+by\s+\w+ | \blimit\s+-1 | \bmatch\s+@ | \bbm25\s*\(
        | \bglob\b
        | \bis\s+(not\s+)?@ | \binsert\s+or\b | \bupdate\s+or\b | \bon\s+conflict\s+do\s+update | last_insert_rowid
        | \b(=|in\s*\(\s*select)\s+value\b | =\s+(?!excluded)\w+\.value\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex SqliteOnly();
}
