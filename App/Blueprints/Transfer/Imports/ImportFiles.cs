using App.Patterns.Uploads;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The upload set of bookmark files.</summary>
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
