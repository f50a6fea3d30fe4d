using System.Text.Json;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.Exports;

/// <summary>A column of a CSV file, and a property of an object in a JSON file.</summary>
/// <param name="Name">The name, in snake case.</param>
/// <param name="Of">Reads the value: a string, a bool, a date, a list of strings, or null.</param>
sealed record ExportColumn(string Name, Func<ExportedLink, object?> Of)
{
    /// <summary>Joins a list of strings to one CSV field.</summary>
    public Func<IEnumerable<string>, string> Join { get; init; } = names => string.Join(',', names);

    // Append new columns at the end of the list. Other programs may read the columns of a CSV file by position.
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        new("url", link => link.Url),
        Text(LinkSchema.Title),
        Text(LinkSchema.Description),
        Text(LinkSchema.Note),
        new("tags", link => link.Tags),
        new("folder", link => link.FolderNames) { Join = FolderPath.Join },
        .. LinkSchema.Flags.Select(flag => new ExportColumn(Snake(flag.Name), link => flag.Of(link))),
        new("added_at", link => link.AddedAt),
        new("modified_at", link => link.ModifiedAt),
        .. LinkSchema.Texts
            .Except([LinkSchema.Title, LinkSchema.Description, LinkSchema.Note, LinkSchema.Folder])
            .Select(Text),
    ];

    static ExportColumn Text(LinkText text) => new(Snake(text.Name), text.Of);

    static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
