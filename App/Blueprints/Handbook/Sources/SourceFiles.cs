using System.Collections.Immutable;
using App.Patterns.Packaging;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// The source code of this build. The source of the program is embedded; that of the tests is installed beside it.
/// </summary>
public static class SourceFiles
{
    const string Prefix = "source/";

    static readonly PackagedFiles packaged = new(typeof(SourceFiles).Assembly, "source");

    // Maps the path of each file in the repository to its path in PackagedFiles.
    static readonly ImmutableDictionary<string, string> sources = packaged
        .Below("source")
        .Concat(packaged.Below("migrations"))
        .ToImmutableDictionary(
            path => path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..] : path,
            StringComparer.Ordinal);

    /// <summary>All paths, relative to the repository, sorted.</summary>
    public static readonly ImmutableArray<string> Paths = [.. sources.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The files in a folder and its subfolders.</summary>
    public static IEnumerable<SourceFile> Below(string folder) =>
        Paths.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Select(path => Find(path)!);

    public static SourceFile? Find(string path) =>
        sources.TryGetValue(path, out var packagedPath) ? new(path, Read(packagedPath)) : null;

    static string Read(string path) => packaged.ReadText(path).ReplaceLineEndings("\n").TrimEnd('\n');
}

/// <param name="Path">The path relative to the repository.</param>
public sealed record SourceFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IReadOnlyList<string> Lines => Text.Split('\n');
}
