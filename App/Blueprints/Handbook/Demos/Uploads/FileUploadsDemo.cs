using App.Patterns.Http;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook.Demos.Uploads;

/// <summary>
/// A small file goes through an upload set, and names through its rules; what is kept for a while is what was found
/// out, never a file.
/// </summary>
public sealed class FileUploadsDemo(
    DemonstrationStore items,
    BrowserCookie browser,
    [FromKeyedServices(FileUploadsDemo.SetName)] UploadSet files
) : Demonstration
{
    public const string SetName = "samples";

    public override string Slug => "fileuploads";

    public override string Partial => "_FileUploads";

    /// <summary>The piece that changes while a name is typed.</summary>
    public string NamePartial => "_CleanedName";

    public UploadSet Files => files;

    /// <summary>Names that are worth a look.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        "../../../etc/passwd.txt",
        @"C:\temp\My cool photo.PNG",
        "résumé.PDF",
        "½.png",
        "日本語.pdf",
        "CON.txt",
        ".png",
        "a.png.html",
    ];

    /// <summary>The name that was asked about in this request.</summary>
    public CleanedName? Cleaned { get; set; }

    /// <summary>Why the file of this request was not taken.</summary>
    public string? Refusal { get; set; }

    /// <summary>What was taken from this visitor, the newest first.</summary>
    public IReadOnlyList<TakenFile> Taken =>
        browser.Key is { } visitor ? [.. items.All<TakenFile>(visitor, Slug).Select(item => item.Value).Take(5)] : [];

    public static UploadSet Set(string directory) => new()
    {
        Name = SetName,
        Extensions = ["txt", "md", "png", "jpg", "jpeg", "gif", "pdf"],
        MaxBytes = 64 * 1024,
        Directory = Path.Combine(directory, SetName),
    };
}

/// <summary>A file that was stored, read once and deleted.</summary>
/// <param name="Sent">The name as the browser sent it.</param>
/// <param name="Shown">The same, cleaned.</param>
/// <param name="Id">What it was called on the disk.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Digest">SHA-256 of what lay there.</param>
public sealed record TakenFile(string Sent, string Shown, string Id, long Length, string Digest);
