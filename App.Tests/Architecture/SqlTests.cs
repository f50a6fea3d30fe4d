using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using App.Blueprints.Search;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace App.Tests.Architecture;

public sealed partial class SqlTests
{
    [Fact]
    public void Sql_stands_in_stores_and_migrations_and_pragmas_where_the_connection_is_made() =>
        Assert.Empty(
            from file in Source.Files("*.cs", "*.cshtml")
            where
                !file.Name.EndsWith("Store.cs", StringComparison.Ordinal)
                && !file.Name.StartsWith("App/Patterns/Sqlite/", StringComparison.Ordinal)
            from Match match in Statement().Matches(file.Code)
            select $"{file.Name}: {match.Value.Trim()}"
        );

    [Fact]
    public void The_connection_knows_pragmas_and_backups_and_no_table() =>
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
    public void Sql_is_written_out_whole_in_lower_case_with_named_columns() => Assert.Empty(
        from file in Source.Files("*Store.cs").Concat(Migrations())
        from problem in (string[])
        [
            .. Star().Matches(file.Code).Select(match => $"selects everything: {match.Value.Trim()}"),
            .. Shouted().Matches(file.Code).Select(match => $"not lower case: {match.Value.Trim()}"),
            .. Glued().Matches(file.Code).Select(match => $"glued from strings: {match.Value.Trim()}"),
        ]
        select $"{file.Name}: {problem}");

    [Fact]
    public void A_migration_has_the_next_number_one_owner_and_strict_tables()
    {
        var migrations = Migrations();
        Assert.Equal(
            Enumerable.Range(1, migrations.Count),
            migrations.Select(file =>
                int.Parse(System.IO.Path.GetFileName(file.Name).AsSpan(0, 4), CultureInfo.InvariantCulture)
            )
        );
        var owners = Directory
            .GetDirectories(Source.Path("App/Blueprints"))
            .Concat(Directory.GetDirectories(Source.Path("App/Patterns")))
            .Select(System.IO.Path.GetFileName)
            .ToList();
        foreach (var file in migrations)
        {
            Assert.Contains(file.Lines[0].Replace("-- Owner: ", "", StringComparison.Ordinal), owners);
            Assert.Equal(CreateTable().Count(file.Text), StrictTable().Count(file.Text));
        }
    }

    [Fact]
    [Trait("Statement", "P08.8")]
    [Trait("Statement", "P08.9")]
    public void Each_statement_fits_the_tables_and_fills_the_record_it_is_read_into()
    {
        using var directory = new TestDirectory();
        using var database = new SqliteDatabase(directory.File("library.db"), FtsTokens.Functions);
        App.Patterns.Sqlite.Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        using var connection = database.Open();
        var records = typeof(LibraryApp).Assembly.GetTypes().ToLookup(type => type.Name);
        List<string> problems = [];
        var read = 0;
        foreach (var file in Source.Files("*Store.cs"))
        foreach (Match match in Whole().Matches(file.Code))
        {
            var (columns, error) = Prepare(connection, match.Groups["sql"].Value);
            var misfits = records[match.Groups["type"].Value].SelectMany(record => Misfits(record, columns)).ToList();
            if (records.Contains(match.Groups["type"].Value))
                read++;
            problems.AddRange(
                (error is null ? misfits : [error]).Select(problem =>
                    $"{file.Name}, {match.Groups["sql"].Value.Trim().Split('\n')[0]}: {problem}"
                )
            );
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(read > 30, $"Only {read} statements are read into records: this law sees too little.");
    }

    /// <summary>What a statement returns, or why it cannot be run on these tables. Nothing is run.</summary>
    static (List<string> Columns, string? Error) Prepare(SqliteConnection connection, string sql)
    {
        // The mapper writes a list in place of its parameter.
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

    static IEnumerable<string> Misfits(Type record, List<string> columns)
    {
        var properties = record.GetProperties().Where(property => property.SetMethod is not null).ToList();
        var names = columns
            .Select(column => column.Replace("_", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. names
                .Except(properties.Select(property => property.Name), StringComparer.OrdinalIgnoreCase)
                .Select(column => $"{record.Name} has no place for {column}"),
            .. properties
                .Where(property =>
                    property.IsDefined(typeof(RequiredMemberAttribute)) && !names.Contains(property.Name)
                )
                .Select(property => $"{record.Name}.{property.Name} is left empty"),
        ];
    }

    static List<SourceFile> Migrations() =>
    [
        .. Directory.GetFiles(Source.Path("migrations"), "*.sql").Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(Source.Root, file), File.ReadAllText(file))),
    ];

    [GeneratedRegex(
        """
            " \s* (select\s+[\w(@'*] | insert\s+(or\s+\w+\s+)?into\s | update\s+\w+\s+set\s | delete\s+from\s | replace\s+into\s
                  | create\s+(table|index|unique|virtual|trigger|view|temp)\b | drop\s+(table|index)\b | alter\s+table\b
                  | pragma\s | vacuum\b | attach\s+@? | with\s+(recursive\s+)?\w+\s*(\([^)]*\))?\s+as\s*\( | begin\s+(immediate|exclusive)\b ) .*
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
        \$+"{3}.* | "{3}\s*\+.* | \+\s*"{3}.*
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Glued();

    [GeneratedRegex("""
        (< (?<type>\w+) \?? > \s* \( \s*)? "{3} (?<sql> \s+ (select|insert|update|delete|with|replace) \s .*?) "{3}
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\bin @(\w+)")]
    private static partial Regex List();

    [GeneratedRegex(@"^create table", RegexOptions.Multiline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^\) strict", RegexOptions.Multiline)]
    private static partial Regex StrictTable();
}
