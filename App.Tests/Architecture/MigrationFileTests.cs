using System.Globalization;
using System.Text.RegularExpressions;
using static App.Tests.Architecture.MigrationFiles;

namespace App.Tests.Architecture;

public sealed partial class MigrationFileTests
{
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

    [GeneratedRegex(@"^create table", RegexOptions.Multiline)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^\) strict", RegexOptions.Multiline)]
    private static partial Regex StrictTable();
}
