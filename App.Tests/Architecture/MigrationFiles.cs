using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

/// <summary>Reads the SQL files in the folder <c>migrations</c> for the architecture tests.</summary>
static partial class MigrationFiles
{
    public static List<SourceFile> Migrations() =>
    [
        .. Directory.GetFiles(Source.Path("migrations"), "*.sql").Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(Source.Root, file), File.ReadAllText(file))),
    ];

    [GeneratedRegex(@"\bin @(\w+)")]
    public static partial Regex List();
}
