using System.Collections.Immutable;
using App.Patterns.Packaging;

namespace App.Blueprints.Handbook.Demos.Packaging;

/// <summary>The files of the running installation and the files that are embedded in its assembly, in groups.</summary>
public sealed class PackageContents
{
    const string WebRoot = "wwwroot";
    const string Source = "source";

    /// <summary>The names of the groups of installed files, in the order of the page.</summary>
    static readonly ImmutableArray<string> order =
        ["Program and libraries", "Native libraries", "Static files", "Source of the tests", "Descriptions"];

    readonly Lazy<(ImmutableArray<PackageGroup> Installed, ImmutableArray<PackageGroup> Embedded)> groups;

    public PackageContents() => groups = new(() => (ReadInstalled(), ReadEmbedded()));

    /// <summary>The files that can be looked up, embedded and installed.</summary>
    public PackagedFiles Files { get; } = new(typeof(PackageContents).Assembly, WebRoot, Source);

    /// <summary>The files beside the program. Other files, such as those of the tests, are not counted.</summary>
    public IReadOnlyList<PackageGroup> Installed => groups.Value.Installed;

    /// <summary>The embedded files by their first folder.</summary>
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
            _ => "Descriptions",
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

/// <param name="Count">The number of files.</param>
/// <param name="Bytes">Their total length.</param>
public sealed record PackageGroup(string Name, int Count, long Bytes);
