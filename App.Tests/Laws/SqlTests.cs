using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Tests.Laws;

public sealed partial class SqlTests
{
    [Fact]
    public void Sql_stands_in_stores_and_migrations_and_pragmas_where_the_connection_is_made() => Assert.Empty(
        from file in Source.Files("*.cs", "*.cshtml")
        where !file.Name.EndsWith("Store.cs", StringComparison.Ordinal) && !file.Name.StartsWith("App/Patterns/Sqlite/", StringComparison.Ordinal)
        from Match match in Statement().Matches(file.Code)
        select $"{file.Name}: {match.Value.Trim()}");

    [Fact]
    public void The_connection_knows_pragmas_and_backups_and_no_table() => Assert.Empty(
        from file in Source.Files("*.cs")
        where file.Name.StartsWith("App/Patterns/Sqlite/", StringComparison.Ordinal)
        from Match match in Statement().Matches(file.Code)
        where !match.Value.Contains("pragma", StringComparison.Ordinal) && !match.Value.Contains("vacuum into", StringComparison.Ordinal)
        select $"{file.Name}: {match.Value.Trim()}");

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
            migrations.Select(file => int.Parse(System.IO.Path.GetFileName(file.Name).AsSpan(0, 4), CultureInfo.InvariantCulture)));
        var owners = Directory.GetDirectories(Source.Path("App/Blueprints")).Concat(Directory.GetDirectories(Source.Path("App/Patterns"))).Select(System.IO.Path.GetFileName).ToList();
        foreach (var file in migrations)
        {
            Assert.Contains(file.Lines[0].Replace("-- Owner: ", "", StringComparison.Ordinal), owners);
            Assert.Equal(CreateTable().Count(file.Text), StrictTable().Count(file.Text));
        }
    }

    static List<SourceFile> Migrations() =>
    [
        .. Directory.GetFiles(Source.Path("migrations"), "*.sql").Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(Source.Root, file), File.ReadAllText(file))),
    ];

    [GeneratedRegex("""
        " \s* (select\s+[\w(@'*] | insert\s+(or\s+\w+\s+)?into\s | update\s+\w+\s+set\s | delete\s+from\s | replace\s+into\s
              | create\s+(table|index|unique|virtual|trigger|view|temp)\b | drop\s+(table|index)\b | alter\s+table\b
              | pragma\s | vacuum\b | attach\s+@? | with\s+(recursive\s+)?\w+\s*(\([^)]*\))?\s+as\s*\( | begin\s+(immediate|exclusive)\b ) .*
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"select\s+(\w+\.)?\*.*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Star();

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|ORDER BY|GROUP BY|VALUES|SET|CREATE|Select|From|Where)\b.*", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shouted();

    [GeneratedRegex("""
        \$+"{3}.* | "{3}\s*\+.* | \+\s*"{3}.*
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Glued();

    [GeneratedRegex(@"^create table", RegexOptions.Multiline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^\) strict", RegexOptions.Multiline)]
    private static partial Regex StrictTable();
}
