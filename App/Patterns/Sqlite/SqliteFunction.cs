namespace App.Patterns.Sqlite;

/// <summary>
/// A function of texts that statements may call by its name. The same text always gives the same answer.
/// </summary>
public sealed record SqliteFunction(string Name, Func<string?, string?> Of);
