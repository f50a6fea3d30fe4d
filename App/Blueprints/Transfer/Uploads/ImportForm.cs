using App.Blueprints.Transfer.Imports;

namespace App.Blueprints.Transfer.Uploads;

/// <summary>Upload form: a bookmark file and the options of its import.</summary>
public sealed record ImportForm : ImportOptions
{
    public IFormFile? File { get; init; }

    /// <summary>Whether the import starts without a preview.</summary>
    public bool AtOnce { get; init; }
}
