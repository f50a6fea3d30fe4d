using System.Globalization;

namespace App.Blueprints.Shelves;

/// <summary>
/// A further library beside the main one: a row of the main library's file, and a directory of its own.
/// </summary>
public sealed record Shelf
{
    public required long Id { get; init; }

    /// <summary>How it is called in addresses: <c>/~name/</c> and <c>name.example.com</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Colour { get; init; }

    /// <summary>The codes of its languages, with commas between, the default first.</summary>
    public required string LanguageList { get; init; }

    public required bool SignUpOpen { get; init; }

    public required ShelfState State { get; init; }

    /// <summary>The name of its directory; another than its own for as long as it is being made or renamed.</summary>
    public required string Directory { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<string> Languages => LanguageList.Split(',');

    /// <summary>What its tasks are grouped by and its cookies end in; never used again for another shelf.</summary>
    public string Key => KeyOf(Id);

    /// <summary>Null for what is no key.</summary>
    public static long? IdOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return
            key.StartsWith("shelf-", StringComparison.Ordinal)
            && long.TryParse(key.AsSpan("shelf-".Length), CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
    }

    public static string KeyOf(long id) => string.Create(CultureInfo.InvariantCulture, $"shelf-{id}");
}

/// <summary>Creating and deleting are short: a start of the program ends what was interrupted.</summary>
public enum ShelfState { Creating, Active, Suspended, Deleting }

/// <summary>Why an operation on a shelf was not done.</summary>
public enum ShelfProblem { None, NameInvalid, NameTaken, DirectoryTaken, NoShelf, NoArchive, ArchiveBroken }
