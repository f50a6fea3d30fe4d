using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite.Errors;

/// <summary>Classifies the result codes of SQLite.</summary>
public static class SqliteErrors
{
    /// <summary>The result code for a database that is locked by another connection.</summary>
    public const int Busy = 5;
    const int Locked = 6;
    const int ReadOnly = 8;
    const int InputOutput = 10;
    /// <summary>The result code for a file with damaged content.</summary>
    public const int Corrupt = 11;
    const int Full = 13;
    const int CannotOpen = 14;
    const int NotADatabase = 26;
    const int Unique = 2067;
    const int PrimaryKey = 1555;

    /// <summary>Whether the statement failed because a row with the same unique or primary key exists.</summary>
    /// <param name="error">The error.</param>
    /// <returns>True for a violated unique constraint or primary key.</returns>
    public static bool IsDuplicate(this SqliteException error) => error.SqliteExtendedErrorCode is Unique or PrimaryKey;

    /// <summary>
    /// Whether the statement failed because another writer held the lock longer than the timeout. A retry can succeed.
    /// </summary>
    /// <param name="error">The error.</param>
    /// <returns>True for a locked database or table.</returns>
    public static bool IsBusy(this SqliteException error) => error.SqliteErrorCode is Busy or Locked;

    /// <summary>Whether the statement failed because the disk is full.</summary>
    /// <param name="error">The error.</param>
    /// <returns>True for a full disk.</returns>
    public static bool IsDiskFull(this SqliteException error) => error.SqliteErrorCode == Full;

    /// <summary>Whether the file is damaged or is not a database, so that it must be replaced.</summary>
    /// <param name="error">The error.</param>
    /// <returns>True for damaged content.</returns>
    public static bool IsDamaged(this SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>
    /// Whether the file cannot be opened, read or written, or is not a database. A retry does not help.
    /// </summary>
    /// <param name="error">The error.</param>
    /// <returns>True for an unusable file.</returns>
    public static bool IsUnusable(this SqliteException error) =>
        error.SqliteErrorCode is ReadOnly or InputOutput or Corrupt or CannotOpen or NotADatabase;
}
