using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace App.Patterns.Packaging;

/// <summary>
/// Finds the files that were packaged with a program by one path, whether they are embedded in its assembly or
/// installed beside it. The current directory is never used.
/// </summary>
/// <remarks>
/// An embedded resource has its <c>LogicalName</c> as path, with forward slashes. An embedded file hides an installed
/// one with the same path. Flask documentation: Deploying with Setuptools, Distributing Resources.
/// </remarks>
public sealed class PackagedFiles
{
    readonly FrozenDictionary<string, Func<Stream>> files;
    readonly FrozenSet<string> embedded;

    /// <summary>Lists the files once.</summary>
    /// <param name="assembly">The assembly with the embedded resources.</param>
    /// <param name="folders">
    /// Folders beside the program whose files are included, with their subfolders; a missing folder is empty.
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

    /// <summary>The paths of all files, sorted.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Whether a file is part of the assembly, not a file of the installation.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    public bool IsEmbedded(string path) => embedded.Contains(path);

    /// <summary>Whether a file exists.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>The paths in a folder and its subfolders, sorted.</summary>
    /// <param name="folder">The path of the folder without a slash at its end.</param>
    public IEnumerable<string> Below(string folder) =>
        Paths.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal));

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The path with forward slashes; case-sensitive.</param>
    /// <returns>The stream; dispose of it.</returns>
    /// <exception cref="FileNotFoundException">The package lacks the file. The message says how to add it.</exception>
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
    /// <exception cref="FileNotFoundException">The package lacks the file. The message says how to add it.</exception>
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

    // A build on Windows writes backslashes into the names of resources.
    static string Normalize(string path) => path.Replace('\\', '/');
}
