using App.Blueprints.Links;

namespace App.Blueprints.Transfer.Exports;

/// <summary>A link to export. All export formats write its values without normalising or shortening them.</summary>
public sealed record ExportedLink : LinkFields
{
    public ExportedLink() { }

    /// <summary>Copies all fields of <paramref name="fields"/>.</summary>
    public ExportedLink(LinkFields fields)
        : base(fields) { }

    public required string Url { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Folder names, outermost first; empty when the link has no folder.</summary>
    public IReadOnlyList<string> FolderNames => FolderPath.Split(Folder);

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }
}
