using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace App.Patterns.Packaging;

/// <summary>
/// Finds the files that were packaged with a program: resources that are embedded in its assembly, and files that are
/// installed beside it. The current directory does not matter.
/// </summary>
/// <remarks>
/// The path of an embedded file is the <c>LogicalName</c> of its resource. The path of an installed file is relative to
/// the folder of the program. Both have forward slashes. An embedded file hides an installed file with the same path.
/// Flask documentation: Deploying with Setuptools, Distributing Resources (<c>include_package_data</c>).
/// </remarks>
public sealed class PackagedFiles
{
    readonly FrozenDictionary<string, Func<Stream>> files;
    readonly FrozenSet<string> embedded;

    /// <summary>Lists the files. Files that are added later are not found.</summary>
    /// <param name="assembly">The assembly with the embedded files.</param>
    /// <param name="folders">
    /// The folders with installed files, relative to the folder of the program. Subfolders are included. A missing
    /// folder is treated as empty.
    /// </param>
    public PackagedFiles(Assembly assembly, params IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(folders);
        Dictionary<string, Func<Stream>> found = new(StringComparer.Ordinal);
        foreach (var file in folders.SelectMany(FilesIn))
            found[Normalize(Path.GetRelativePath(AppContext.BaseDirectory, file))] = () => File.OpenRead(file);
        var names = assembly.GetManifestResourceNames();
        foreach (var name in names) found[Normalize(name)] = () => assembly.GetManifestResourceStream(name)!;
        files = found.ToFrozenDictionary(StringComparer.Ordinal);
        embedded = names.Select(Normalize).ToFrozenSet(StringComparer.Ordinal);
        Paths = [.. files.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The paths of all files, sorted by ordinal comparison.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Whether a file is embedded in the assembly.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    /// <returns><see langword="false"/> for an installed file and for a missing one.</returns>
    public bool IsEmbedded(string path) => embedded.Contains(path);

    /// <summary>Whether the package contains a file.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    /// <returns><see langword="true"/> for an embedded and for an installed file.</returns>
    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>Returns the paths of the files in a folder and its subfolders.</summary>
    /// <param name="folder">The path of the folder without a slash at its end; case-sensitive.</param>
    /// <returns>The paths, sorted by ordinal comparison; empty for an unknown folder.</returns>
    public IEnumerable<string> Below(string folder) =>
        Paths.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal));

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    /// <returns>A stream at the start of the file. The caller disposes of the stream.</returns>
    /// <exception cref="FileNotFoundException">
    /// The package does not contain the file. The message says how to add the file.
    /// </exception>
    public Stream Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return files.TryGetValue(path, out var open) ? open() : throw new FileNotFoundException(
            $"The package has no file '{path}'. Add it to the project file as EmbeddedResource with this LogicalName.",
            path);
    }

    /// <summary>Reads a file as UTF-8 text.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    /// <returns>The whole text.</returns>
    /// <exception cref="FileNotFoundException">
    /// The package does not contain the file. The message says how to add the file.
    /// </exception>
    public string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    static IEnumerable<string> FilesIn(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [];
    }

    // Replaces the backslashes that a build on Windows writes into the names of resources.
    static string Normalize(string path) => path.Replace('\\', '/');
}
