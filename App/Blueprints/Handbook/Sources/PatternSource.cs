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
        Refinements =
        [
            .. RefinementsOf(folder)
                .Select(name => new PatternRefinement(name, [.. FilesOf($"{folder}/{name}")])),
        ];
        Requires = [.. RequiredBy(folder)];
        Uses =
        [
            .. UsesOf(folder, [.. AllFiles.SelectMany(NamesIn).Distinct()]),
        ];
    }

    /// <summary>The name of the pattern's code folder, which is also the last part of its namespace.</summary>
    public string Folder { get; }

    /// <summary>The files of the essential part in reading order, with the setup last.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The optional parts of the pattern, each in a subfolder, sorted by name.</summary>
    public IReadOnlyList<PatternRefinement> Refinements { get; }

    /// <summary>The files of the essential part and of the refinements.</summary>
    public IEnumerable<SourceFile> AllFiles => Files.Concat(Refinements.SelectMany(part => part.Files));

    /// <summary>
    /// The folders of other patterns that the essential part uses, and refinements such as <c>A/B</c>.
    /// </summary>
    public IReadOnlyList<string> Requires { get; }

    /// <summary>The files outside the patterns' folders that use this pattern.</summary>
    public IReadOnlyList<PatternUse> Uses { get; }

    /// <summary>The number of non-empty lines in the essential part.</summary>
    public int Size => LinesOf(Files);

    /// <summary>The number of non-empty lines in files.</summary>
    public static int LinesOf(IEnumerable<SourceFile> files) =>
        files.Sum(file => file.Lines.Count(line => line.Length > 0));

    // Lazy, because each instance scans the whole source of the program.
    static readonly ImmutableDictionary<string, Lazy<PatternSource>> all = Chapters
        .All.Select(chapter => chapter.Folder)
        .Distinct()
        .ToImmutableDictionary(folder => folder, folder => new Lazy<PatternSource>(() => new(folder)));

    /// <summary>Returns the source of a pattern's code folder.</summary>
    public static PatternSource Of(string folder) => all[folder].Value;

    /// <summary>The files of one part: of a pattern's folder such as <c>Caching</c>, or of its refinement.</summary>
    /// <param name="part">The folder below <c>App/Patterns</c>; files in its subfolders are not included.</param>
    public static IEnumerable<SourceFile> FilesOf(string part) =>
        SourceFiles.Below($"{Root}/{part}").Where(file => file.Path.LastIndexOf('/') == Root.Length + 1 + part.Length);

    /// <summary>The names of the subfolders of a pattern, sorted.</summary>
    public static IEnumerable<string> RefinementsOf(string folder) =>
        SourceFiles
            .Below($"{Root}/{folder}")
            .Select(file => file.Path[(Root.Length + folder.Length + 2)..].Split('/'))
            .Where(path => path.Length > 1)
            .Select(path => path[0])
            .Distinct();

    // Folders that the setup of a pattern needs although no file of the pattern mentions them.
    static readonly ImmutableDictionary<string, string> supportFolders = ImmutableDictionary.CreateRange(
        [KeyValuePair.Create("Favicon", "Http"), KeyValuePair.Create("Subclassing", "QueryStrings")]
    );

    /// <summary>The other parts that a copy of this part needs, sorted. A refinement needs its pattern.</summary>
    public static IEnumerable<string> RequiredBy(string part) =>
        FilesOf(part)
            .SelectMany(file => Using().Matches(file.Text))
            .Select(match => match.Groups["part"].Value.Replace('.', '/'))
            .Concat(supportFolders.TryGetValue(part, out var support) ? [support] : [])
            .Concat(part.Split('/') is [var pattern, _] ? [pattern] : [])
            .Distinct()
            .Except([part])
            .Order(StringComparer.Ordinal);

    /// <summary>Whether the code uses a type, extension method or tag helper of the part.</summary>
    public static bool IsNamedIn(string code, string part) =>
        FilesOf(part).SelectMany(NamesIn).Distinct().ToImmutableArray() is { IsEmpty: false } names
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
                && !file.Text.Contains($"using App.Patterns.{folder}", StringComparison.Ordinal)
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

    [GeneratedRegex(@"using App\.Patterns\.(?<part>\w+(?:\.\w+)?);")]
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

/// <summary>An optional part of a pattern.</summary>
/// <param name="Name">The name of the subfolder.</param>
/// <param name="Files">Its files, sorted by name.</param>
public sealed record PatternRefinement(string Name, ImmutableArray<SourceFile> Files);
