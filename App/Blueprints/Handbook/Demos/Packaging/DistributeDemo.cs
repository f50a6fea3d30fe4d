using App.Patterns.Packaging;

namespace App.Blueprints.Handbook.Demos.Packaging;

/// <summary>Shows the build and the contents of the running program, and looks up one packaged file.</summary>
public sealed class DistributeDemo(PackageContents contents, IHttpContextAccessor accessor) : Demonstration
{
    const int MaxLines = 12;
    const int MaxLineLength = 100;

    // Files of other kinds are not shown, because they may not be text.
    static readonly string[] textKinds = [".cs", ".cshtml", ".css", ".js", ".json", ".md", ".sql", ".targets", ".txt"];

    public override string Slug => "distribute";

    public override string Partial => "_Distribute";

    public BuildInformation Build { get; } = BuildInformation.Of(typeof(DistributeDemo).Assembly);

    public PackageContents Contents => contents;

    /// <summary>Paths to choose from; the package lacks the last one.</summary>
    public IReadOnlyList<string> Suggestions { get; } =
    [
        "migrations/0001_accounts.sql",
        "locales/fr.json",
        "chapters/distribute.md",
        "source/App/Patterns/Packaging/Packaging.targets",
        "source/App.Tests/Patterns/Packaging/PackagedFilesTests.cs",
        "templates/missing.html",
    ];

    /// <summary>The path in the query; the first suggestion by default.</summary>
    public string Path =>
        accessor.HttpContext?.Request.Query["path"].ToString().Trim() is { Length: > 0 } path ? path : Suggestions[0];

    /// <summary>Looks up the file of <see cref="Path"/>.</summary>
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

/// <param name="IsEmbedded">Whether it is in the assembly, not a file beside it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="FirstLines">Its beginning; null for a file that is not text.</param>
/// <param name="Error">The message of the exception when the package lacks the file; otherwise null.</param>
public sealed record FoundFile(bool IsEmbedded, long Bytes, string? FirstLines, string? Error);
