using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// Defines the upload set for bookmark files: the directory, the accepted file name extensions and the maximum size.
/// </summary>
public static class ImportFiles
{
    public const string SetName = "imports";

    public static UploadSet Set(string uploadsDirectory, long maxBytes) => new()
    {
        Name = SetName,
        Extensions = ["html", "htm", "txt", "xml"],
        MaxBytes = maxBytes,
        Directory = Path.Combine(uploadsDirectory, SetName),
    };
}
