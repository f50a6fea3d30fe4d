using System.Globalization;

namespace App.Blueprints.Shelves;

/// <summary>
/// An additional library of links, served under <c>/~name</c>. A shelf has a row in the main library's database and its
/// own data directory.
/// </summary>
public sealed record Shelf
{
    public required long Id { get; init; }

    /// <summary>Name in URLs: <c>/~name/</c> and <c>name.example.com</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Colour { get; init; }

    /// <summary>Language codes separated by commas, the default first.</summary>
    public required string LanguageList { get; init; }

    public required bool SignUpOpen { get; init; }

    public required ShelfState State { get; init; }

    /// <summary>
    /// The name of the shelf's data directory. Differs from <see cref="Name"/> only while the shelf is being created or
    /// renamed.
    /// </summary>
    public required string Directory { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<string> Languages => LanguageList.Split(',');

    /// <summary>
    /// Identifies the shelf's background tasks and lock file. It is also the suffix of the shelf's cookie names. A key
    /// is never reused for another shelf.
    /// </summary>
    public string Key => KeyOf(Id);

    /// <summary>Returns the ID in a shelf's key; null for an invalid key.</summary>
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

/// <summary>
/// State of a shelf. Creating and Deleting are temporary: the next program start completes interrupted operations.
/// </summary>
public enum ShelfState { Creating, Active, Suspended, Deleting }

/// <summary>Why an operation on a shelf failed.</summary>
public enum ShelfProblem { None, NameInvalid, NameTaken, DirectoryTaken, NoShelf, NoArchive, ArchiveBroken }
