using App.Patterns.Http;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook.Demos.Uploads;

/// <summary>
/// Validates a small upload and cleans file names. Stores the name, size and hash of the file for an hour. The file
/// itself is deleted at once.
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

    /// <summary>
    /// The partial view that shows the cleaned file name. It is updated while the visitor types a name.
    /// </summary>
    public string NamePartial => "_CleanedName";

    public UploadSet Files => files;

    /// <summary>Example file names that the visitor can clean.</summary>
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

    /// <summary>The file name in this request's query string, with its cleaned form; null without a name.</summary>
    public CleanedName? Cleaned { get; set; }

    /// <summary>Why the file that this request uploaded was rejected; null when it was accepted.</summary>
    public string? Refusal { get; set; }

    /// <summary>This visitor's accepted files, newest first.</summary>
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

/// <summary>An uploaded file that was stored, hashed and deleted.</summary>
/// <param name="Sent">The file name that the browser sent.</param>
/// <param name="Shown">The cleaned file name.</param>
/// <param name="Id">The file name on the disk.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Digest">The SHA-256 of the stored file.</param>
public sealed record TakenFile(string Sent, string Shown, string Id, long Length, string Digest);
