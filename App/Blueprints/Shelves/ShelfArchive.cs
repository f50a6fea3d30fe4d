using System.Globalization;
using System.Text.Json;

namespace App.Blueprints.Shelves;

/// <summary>
/// Reads and writes <c>shelf.json</c>. Each archive directory has this file; it contains the settings of the archived
/// shelf (a separate library of links).
/// </summary>
static class ShelfArchive
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string NameOf(Shelf shelf, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{shelf.Name}-{now.UtcDateTime:yyyyMMdd-HHmmss-fff}");

    public static void Write(string path, Shelf shelf) =>
        File.WriteAllText(FileOf(path), JsonSerializer.Serialize(ShelfForm.Of(shelf), options));

    /// <summary>Reads the settings of a shelf; null if the file cannot be read.</summary>
    public static ShelfForm? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ShelfForm>(File.ReadAllText(FileOf(path)), options);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    static string FileOf(string path) => Path.Combine(path, "shelf.json");
}
