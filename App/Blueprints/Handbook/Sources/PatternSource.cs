using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// The files of a pattern's code folder, the folders that they require, and the places that use the pattern. All are
/// found by searching the source code.
/// </summary>
public sealed partial class PatternSource
{
    const string Root = "App/Patterns";

    PatternSource(string folder)
    {
        Folder = folder;
        Files =
        [
            .. FilesOf(folder)
                .OrderBy(file => file.Name.EndsWith("Setup.cs", StringComparison.Ordinal))
                .ThenBy(file => file.Name),
        ];
        Requires = [.. RequiredBy(folder)];
        Uses = [.. UsesOf(folder, [.. Files.SelectMany(NamesIn).Distinct()])];
    }

    /// <summary>The name of the pattern's code folder, which is also the last part of its namespace.</summary>
    public string Folder { get; }

    /// <summary>The files in reading order, with the setup last.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The folders of other patterns that the files use.</summary>
    public IReadOnlyList<string> Requires { get; }

    /// <summary>The files outside the patterns' folders that use this pattern.</summary>
    public IReadOnlyList<PatternUse> Uses { get; }

    /// <summary>The number of non-empty lines in all files.</summary>
    public int Size => Files.Sum(file => file.Lines.Count(line => line.Length > 0));

    // Lazy, because each instance scans the whole source of the program.
    static readonly ImmutableDictionary<string, Lazy<PatternSource>> all = Chapters
        .All.Select(chapter => chapter.Folder)
        .Distinct()
        .ToImmutableDictionary(folder => folder, folder => new Lazy<PatternSource>(() => new(folder)));

    /// <summary>Returns the source of a pattern's code folder.</summary>
    public static PatternSource Of(string folder) => all[folder].Value;

    public static IEnumerable<SourceFile> FilesOf(string folder) => SourceFiles.Below($"{Root}/{folder}");

    // Folders that the setup of a pattern needs although no file of the pattern mentions them.
    static readonly ImmutableDictionary<string, string> supportFolders = ImmutableDictionary.CreateRange(
        [KeyValuePair.Create("Favicon", "Http"), KeyValuePair.Create("Subclassing", "QueryStrings")]
    );

    /// <summary>The folders of other patterns that a copy of this folder needs, sorted by name.</summary>
    public static IEnumerable<string> RequiredBy(string folder) =>
        FilesOf(folder)
            .SelectMany(file => Using().Matches(file.Text))
            .Select(match => match.Groups["folder"].Value)
            .Concat(supportFolders.TryGetValue(folder, out var support) ? [support] : [])
            .Distinct()
            .Except([folder])
            .Order(StringComparer.Ordinal);

    /// <summary>Whether the code uses a type, extension method or tag helper that is declared in the folder.</summary>
    public static bool IsNamedIn(string code, string folder) =>
        FilesOf(folder).SelectMany(NamesIn).Distinct().ToImmutableArray() is { IsEmpty: false } names
        && AnyOf(names).IsMatch(code);

    static IEnumerable<PatternUse> UsesOf(string folder, ImmutableArray<string> names)
    {
        if (names.IsEmpty) yield break;
        var named = AnyOf(names);
        foreach (
            var file in SourceFiles
                .Below("App")
                .Where(file => !file.Path.StartsWith($"{Root}/", StringComparison.Ordinal))
        )
        {
            // A C# file must import the namespace. Views get it from _ViewImports, so they are not checked.
            if (
                file.Name.EndsWith(".cs", StringComparison.Ordinal)
                && !file.Text.Contains($"using App.Patterns.{folder};", StringComparison.Ordinal)
            )
                continue;
            ImmutableArray<int> lines =
            [
                .. file
                    .Lines.Index()
                    .Where(line =>
                        !line.Item.StartsWith("using ", StringComparison.Ordinal) && named.IsMatch(line.Item)
                    )
                    .Select(line => line.Index + 1),
            ];
            if (!lines.IsEmpty)
                yield return new(file.Path, lines);
        }
    }

    static Regex AnyOf(ImmutableArray<string> names) =>
        new($"(?<![\\w\"])(?:{string.Join('|', names.Select(Regex.Escape))})(?!\\w)", RegexOptions.CultureInvariant);

    // Returns the names of the file's public types, extension methods and tag helper elements.
    static IEnumerable<string> NamesIn(SourceFile file)
    {
        foreach (Match match in PublicType().Matches(file.Text)) yield return Short(match.Groups["name"].Value);
        foreach (Match match in Extension().Matches(file.Text)) yield return match.Groups["name"].Value;
        foreach (Match match in Element().Matches(file.Text)) yield return $"<{match.Groups["name"].Value}";
    }

    static string Short(string type) =>
        type.EndsWith("Attribute", StringComparison.Ordinal) ? type[..^"Attribute".Length] : type;

    [GeneratedRegex(@"using App\.Patterns\.(?<folder>\w+);")]
    private static partial Regex Using();

    [GeneratedRegex(
        @"^public (?:(?:sealed|static|abstract|partial|readonly) )*"
            + @"(?:class|record struct|record|interface|enum|struct|delegate [\w<>]+) (?<name>\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex PublicType();

    [GeneratedRegex(@"public static [^=;(]*?\b(?<name>\w+)(?:<[^>]*>)?\(\s*this ")]
    private static partial Regex Extension();

    [GeneratedRegex("""HtmlTargetElement\("(?<name>[\w-]+)""")]
    private static partial Regex Element();
}

/// <param name="Lines">The line numbers.</param>
public sealed record PatternUse(string Path, ImmutableArray<int> Lines)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The name of the file's folder.</summary>
    public string Room => Path.Split('/')[^2];
}
