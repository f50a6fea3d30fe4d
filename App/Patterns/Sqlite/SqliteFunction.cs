namespace App.Patterns.Sqlite;

/// <summary>A function from text to text that SQL statements can call.</summary>
/// <param name="Name">The name in SQL.</param>
/// <param name="Of">The function. It must be deterministic, because SQLite may reuse its results.</param>
public sealed record SqliteFunction(string Name, Func<string?, string?> Of);
