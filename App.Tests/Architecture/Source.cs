using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

/// <summary>Reads the source files of the application for the architecture tests.</summary>
static partial class Source
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>
    /// Returns the files in <c>App/</c> and <c>wwwroot/</c> that match a wildcard such as <c>*.cs</c>, without build
    /// output. File names are relative to the root of the repository.
    /// </summary>
    public static IReadOnlyList<SourceFile> Files(params string[] patterns) =>
        [.. Below("App", patterns).Concat(Below("wwwroot", patterns)).OrderBy(file => file.Name)];

    /// <summary>
    /// Returns the files below a folder of the repository that match a wildcard, without build output.
    /// </summary>
    public static IEnumerable<SourceFile> Below(string folder, params string[] patterns) =>
        from pattern in patterns
        from file in Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
        let name = System.IO.Path.GetRelativePath(Root, file)
        where !BuildOutput().IsMatch(name)
        select new SourceFile(name, File.ReadAllText(file));

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex BuildOutput();

    /// <summary>
    /// Finds references to partial views in markup and page models. Returns the referring file and the partial's name.
    /// </summary>
    public static IEnumerable<(string File, string Partial)> PartialsNamed() =>
        from file in Files("*.cshtml", "*.cshtml.cs")
        from Match match in PartialName().Matches(file.Text)
        select (file.Name, match.Groups["name"].Value);

    [GeneratedRegex("""
        (?: <partial\s+name=" | PartialAsync\(" | PageOrPartial\(" | Fragment\(" ) (?<name>[^"]+) "
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex PartialName();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "App.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

sealed record SourceFile(string Name, string Text)
{
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The text of the file without comment lines.</summary>
    public string Code =>
        string.Join(
            '\n',
            Lines.Select(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line)
        );
}
