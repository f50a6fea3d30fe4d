using System.Collections.Immutable;
using App.Patterns.Packaging;

namespace App.Blueprints.Handbook.Demos.Packaging;

/// <summary>Counts the files of the running program in groups: those beside it and those in its assembly.</summary>
public sealed class PackageContents
{
    const string WebRoot = "wwwroot";
    const string Source = "source";

    /// <summary>The names of the groups of installed files, in the order in which the page shows them.</summary>
    static readonly ImmutableArray<string> order =
        ["Program and libraries", "Native libraries", "Static files", "Source of the tests", "Other files"];

    readonly Lazy<(ImmutableArray<PackageGroup> Installed, ImmutableArray<PackageGroup> Embedded)> groups;

    public PackageContents() => groups = new(() => (ReadInstalled(), ReadEmbedded()));

    /// <summary>The embedded and installed files that a visitor can look up.</summary>
    public PackagedFiles Files { get; } = new(typeof(PackageContents).Assembly, WebRoot, Source);

    /// <summary>
    /// The groups of the files beside the program. Folders that are not part of an installation are not counted.
    /// </summary>
    public IReadOnlyList<PackageGroup> Installed => groups.Value.Installed;

    /// <summary>The groups of the embedded files, one for each top-level folder.</summary>
    public IReadOnlyList<PackageGroup> Embedded => groups.Value.Embedded;

    static ImmutableArray<PackageGroup> ReadInstalled()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var files = folder.EnumerateFiles()
            .Concat(((string[])["runtimes", WebRoot, Source])
                .Select(name => new DirectoryInfo(Path.Combine(folder.FullName, name)))
                .Where(below => below.Exists)
                .SelectMany(below => below.EnumerateFiles("*", SearchOption.AllDirectories)));
        var found = files.ToLookup(file => GroupOf(Path.GetRelativePath(folder.FullName, file.FullName)));
        return [.. order.Select(name => new PackageGroup(name, found[name].Count(), found[name].Sum(f => f.Length)))];
    }

    static string GroupOf(string path) =>
        path.StartsWith(WebRoot, StringComparison.Ordinal) ? "Static files"
        : path.StartsWith(Source, StringComparison.Ordinal) ? "Source of the tests"
        : Path.GetExtension(path) switch
        {
            ".so" or ".dylib" or ".a" => "Native libraries",
            ".dll" when path.StartsWith("runtimes", StringComparison.Ordinal) => "Native libraries",
            ".dll" or "" or ".exe" => "Program and libraries",
            _ => "Other files",
        };

    ImmutableArray<PackageGroup> ReadEmbedded() =>
    [
        .. Files.Paths.Where(Files.IsEmbedded)
            .GroupBy(path => path.Contains('/', StringComparison.Ordinal) ? path.Split('/')[0] : "")
            .Where(group => group.Key.Length > 0)
            .Select(group => new PackageGroup(group.Key, group.Count(), group.Sum(LengthOf)))
            .OrderBy(group => group.Name, StringComparer.Ordinal),
    ];

    long LengthOf(string path)
    {
        using var stream = Files.Open(path);
        return stream.Length;
    }
}

/// <param name="Name">The name of the group.</param>
/// <param name="Count">The number of files in the group.</param>
/// <param name="Bytes">The total length of the files in bytes.</param>
public sealed record PackageGroup(string Name, int Count, long Bytes);
