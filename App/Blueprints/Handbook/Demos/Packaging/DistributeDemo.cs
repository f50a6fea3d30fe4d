using App.Patterns.Packaging;

namespace App.Blueprints.Handbook.Demos.Packaging;

/// <summary>
/// The demonstration of the packaging chapter. It shows the version and the files of the running program, and looks up
/// one packaged file.
/// </summary>
public sealed class DistributeDemo(PackageContents contents, IHttpContextAccessor accessor) : Demonstration
{
    const int MaxLines = 12;
    const int MaxLineLength = 100;

    // Only the contents of files with these extensions are shown. Other files may not be text.
    static readonly string[] textKinds = [".cs", ".cshtml", ".css", ".js", ".json", ".md", ".sql", ".targets", ".txt"];

    public override string Slug => "distribute";

    public override string Partial => "_Distribute";

    public BuildInformation Build { get; } = BuildInformation.Of(typeof(DistributeDemo).Assembly);

    public PackageContents Contents => contents;

    /// <summary>The suggested paths. The package does not contain the last one.</summary>
    public IReadOnlyList<string> Suggestions { get; } =
    [
        "migrations/0001_accounts.sql",
        "locales/fr.json",
        "chapters/distribute.md",
        "source/App/Patterns/Packaging/Packaging.targets",
        "source/App.Tests/Patterns/Packaging/PackagedFilesTests.cs",
        "templates/missing.html",
    ];

    /// <summary>The path from the query string, or the first suggestion when it is missing.</summary>
    public string Path =>
        accessor.HttpContext?.Request.Query["path"].ToString().Trim() is { Length: > 0 } path ? path : Suggestions[0];

    /// <summary>Looks up the file at <see cref="Path"/>. A missing file is returned as an error message.</summary>
    public FoundFile Find()
    {
        try
        {
            using var stream = contents.Files.Open(Path);
            var isText = textKinds.Contains(System.IO.Path.GetExtension(Path));
            return new(contents.Files.IsEmbedded(Path), stream.Length, isText ? FirstLines() : null, null);
        }
        catch (FileNotFoundException error)
        {
            return new(false, 0, null, error.Message);
        }
    }

    string FirstLines() => string.Join('\n', contents.Files.ReadText(Path).ReplaceLineEndings("\n").Split('\n')
        .Take(MaxLines).Select(line => line.Length > MaxLineLength ? $"{line[..MaxLineLength]}…" : line));
}

/// <param name="IsEmbedded">Whether the file is embedded in the assembly; false for a file beside the program.</param>
/// <param name="Bytes">The length of the file in bytes.</param>
/// <param name="FirstLines">The first lines of the file; null for a file that is not text.</param>
/// <param name="Error">The message of the exception for a missing file; otherwise null.</param>
public sealed record FoundFile(bool IsEmbedded, long Bytes, string? FirstLines, string? Error);
