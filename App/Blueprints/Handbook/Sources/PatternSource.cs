using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// Describes the source code of one handbook pattern: the files of its folder below <c>App/Patterns</c>, the other
/// folders that these files need, and the files of the application that use the pattern. All are found by searching the
/// source code.
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

    /// <summary>
    /// The essential files of the pattern: those directly in its folder, sorted by name. A file whose name ends with
    /// <c>Setup.cs</c> is last.
    /// </summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>
    /// The subfolders of the pattern's folder, sorted by name. Each contains an optional part of the pattern.
    /// </summary>
    public IReadOnlyList<PatternRefinement> Refinements { get; }

    /// <summary>All files of the pattern: those directly in its folder and those in its subfolders.</summary>
    public IEnumerable<SourceFile> AllFiles => Files.Concat(Refinements.SelectMany(part => part.Files));

    /// <summary>
    /// The other folders below <c>App/Patterns</c> that <see cref="Files"/> need: <c>A</c> for the folder of a pattern,
    /// <c>A/B</c> for a subfolder of it.
    /// </summary>
    public IReadOnlyList<string> Requires { get; }

    /// <summary>The files outside <c>App/Patterns</c> that use the pattern.</summary>
    public IReadOnlyList<PatternUse> Uses { get; }

    /// <summary>The number of non-empty lines in <see cref="Files"/>.</summary>
    public int Size => LinesOf(Files);

    /// <summary>Returns the total number of non-empty lines in the files.</summary>
    public static int LinesOf(IEnumerable<SourceFile> files) =>
        files.Sum(file => file.Lines.Count(line => line.Length > 0));

    // Lazy, because creating a PatternSource scans the whole source code of the application.
    static readonly ImmutableDictionary<string, Lazy<PatternSource>> all = Chapters
        .All.Select(chapter => chapter.Folder)
        .Distinct()
        .ToImmutableDictionary(folder => folder, folder => new Lazy<PatternSource>(() => new(folder)));

    /// <summary>Returns the source code of the pattern that has this folder name.</summary>
    public static PatternSource Of(string folder) => all[folder].Value;

    /// <summary>
    /// Returns the files directly in one folder below <c>App/Patterns</c>, without those in its subfolders.
    /// </summary>
    /// <param name="part">The path of the folder: <c>Caching</c> for a pattern, <c>Caching/Pages</c> for an optional
    /// part of it.</param>
    public static IEnumerable<SourceFile> FilesOf(string part) =>
        SourceFiles.Below($"{Root}/{part}").Where(file => file.Path.LastIndexOf('/') == Root.Length + 1 + part.Length);

    /// <summary>Returns the names of the subfolders of a pattern's folder, sorted.</summary>
    public static IEnumerable<string> RefinementsOf(string folder) =>
        SourceFiles
            .Below($"{Root}/{folder}")
            .Select(file => file.Path[(Root.Length + folder.Length + 2)..].Split('/'))
            .Where(path => path.Length > 1)
            .Select(path => path[0])
            .Distinct();

    // Maps a pattern's folder to another folder that is needed to set up the pattern, although no file of the pattern
    // imports it.
    static readonly ImmutableDictionary<string, string> supportFolders = ImmutableDictionary.CreateRange(
        [KeyValuePair.Create("Favicon", "Http"), KeyValuePair.Create("Subclassing", "QueryStrings")]
    );

    /// <summary>
    /// Returns the other folders below <c>App/Patterns</c> that must be copied together with this one, sorted. A
    /// subfolder such as <c>A/B</c> always needs <c>A</c>.
    /// </summary>
    public static IEnumerable<string> RequiredBy(string part) =>
        FilesOf(part)
            .SelectMany(file => Using().Matches(file.Text))
            .Select(match => match.Groups["part"].Value.Replace('.', '/'))
            .Concat(supportFolders.TryGetValue(part, out var support) ? [support] : [])
            .Concat(part.Split('/') is [var pattern, _] ? [pattern] : [])
            .Distinct()
            .Except([part])
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Whether the code mentions a type, extension method or tag helper that the folder <paramref name="part"/>
    /// defines.
    /// </summary>
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
            // A C# file can use the pattern only if it imports the namespace. Views get the import from _ViewImports,
            // so only C# files are checked for it.
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

/// <summary>A file that uses a pattern.</summary>
/// <param name="Lines">The numbers of the lines that use it.</param>
public sealed record PatternUse(string Path, ImmutableArray<int> Lines)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The name of the folder that contains the file. The handbook groups the files by this name.</summary>
    public string Room => Path.Split('/')[^2];
}

/// <summary>A subfolder of a pattern's folder, which contains an optional part of the pattern.</summary>
/// <param name="Name">The name of the subfolder.</param>
/// <param name="Files">The files in the subfolder, sorted by name.</param>
public sealed record PatternRefinement(string Name, ImmutableArray<SourceFile> Files);
