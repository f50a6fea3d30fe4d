using System.Collections.Immutable;
using System.Reflection;

namespace App.Blueprints.Handbook.Sources;

/// <summary>The source code of this build, from the resources of the assembly.</summary>
public static class SourceFiles
{
    const string Prefix = "source/";

    static readonly Assembly assembly = typeof(SourceFiles).Assembly;

    // The resource name of each path. Builds on Windows have backslashes in it.
    static readonly ImmutableDictionary<string, string> resources = assembly
        .GetManifestResourceNames()
        .Where(name =>
            name.StartsWith(Prefix, StringComparison.Ordinal)
            || name.StartsWith("migrations/", StringComparison.Ordinal)
        )
        .ToImmutableDictionary(
            name => name.Replace(Prefix, "", StringComparison.Ordinal).Replace('\\', '/'),
            name => name,
            StringComparer.Ordinal
        );

    /// <summary>All paths, relative to the repository, sorted.</summary>
    public static readonly ImmutableArray<string> Paths = [.. resources.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The files in a folder and its subfolders.</summary>
    public static IEnumerable<SourceFile> Below(string folder) =>
        Paths.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Select(path => Find(path)!);

    public static SourceFile? Find(string path) =>
        resources.TryGetValue(path, out var resource) ? new(path, Read(resource)) : null;

    static string Read(string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}

/// <param name="Path">The path relative to the repository.</param>
public sealed record SourceFile(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IReadOnlyList<string> Lines => Text.Split('\n');
}
