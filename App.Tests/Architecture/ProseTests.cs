using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

/// <summary>Tests that comments, names of tests and texts on screen avoid words that make readers guess.</summary>
public sealed partial class ProseTests
{
    // The number of the last migration that these tests do not check. Migrations 1 to 30 are older than the tests, and
    // an applied migration is never edited.
    const int LastOldMigration = 30;

    static readonly IReadOnlyList<SourceFile> files =
    [
        .. Source.Below("App", "*.cs", "*.cshtml", "*.props", "*.targets", "*.csproj"),
        .. Source.Below("App.Tests", "*.cs", "*.csproj"),
        .. Source.Below("wwwroot", "*.css", "*.js"),
        .. Source.Below("migrations", "*.sql")
            .Where(file => NumberOf(file) > LastOldMigration),
    ];

    static int NumberOf(SourceFile migration) =>
        int.Parse(System.IO.Path.GetFileName(migration.Name).AsSpan(0, 4), CultureInfo.InvariantCulture);

    [Fact]
    public void A_line_has_at_most_120_characters() =>
        Assert.Empty(
            from file in files
            from line in file.Lines.Index()
            where line.Item.Length > 120
            select $"{file.Name}:{line.Index + 1} has {line.Item.Length} characters"
        );

    [Fact]
    public void Comments_avoid_vague_words() =>
        Assert.Empty(
            from file in files
            where System.IO.Path.GetFileName(file.Name) != "ProseTests.cs"
            from line in file.Lines.Index()
            where Comment().IsMatch(line.Item) && Vague().IsMatch(line.Item)
            select $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}"
        );

    [Fact]
    public void Names_of_tests_avoid_vague_words() =>
        Assert.Empty(
            from file in files
            where file.Name.StartsWith("App.Tests/", StringComparison.Ordinal)
            from Match name in TestName().Matches(file.Text)
            where Vague().IsMatch(name.Groups["name"].Value.Replace('_', ' '))
            select $"{file.Name}: {name.Groups["name"].Value}"
        );

    [Fact]
    public void English_texts_and_the_readme_avoid_vague_words() =>
        Assert.Empty(
            from path in (string[])["App/Locales/en.json", "README.md"]
            from line in File.ReadLines(Source.Path(path))
            where Vague().IsMatch(line)
            select $"{path}: {line.Trim()}"
        );

    [GeneratedRegex(
        @"\b(whoever|whosoever|somebody|nobody|anew|of nothing|at all events|taken back|let go of|made known|told of"
            + @"|held by|what became of)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Vague();

    [GeneratedRegex(@"^\s*(//|/\*|\*|@\*|--|<!--)|\s//\s")]
    private static partial Regex Comment();

    [GeneratedRegex(@"public (async Task|void) (?<name>\w+)\(")]
    private static partial Regex TestName();
}
