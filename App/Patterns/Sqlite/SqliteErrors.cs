using Microsoft.Data.Sqlite;

namespace App.Patterns.Sqlite;

/// <summary>What the engine's result codes mean to a caller.</summary>
public static class SqliteErrors
{
    public const int Busy = 5;
    const int Locked = 6;
    const int ReadOnly = 8;
    const int InputOutput = 10;
    public const int Corrupt = 11;
    const int Full = 13;
    const int CannotOpen = 14;
    const int NotADatabase = 26;
    const int Unique = 2067;
    const int PrimaryKey = 1555;

    /// <summary>A row with this key exists already.</summary>
    public static bool IsDuplicate(this SqliteException error) => error.SqliteExtendedErrorCode is Unique or PrimaryKey;

    /// <summary>Another writer held the file longer than we were ready to wait; trying again later may help.</summary>
    public static bool IsBusy(this SqliteException error) => error.SqliteErrorCode is Busy or Locked;

    public static bool IsDiskFull(this SqliteException error) => error.SqliteErrorCode == Full;

    /// <summary>The content of the file is broken or no database. Only another file helps.</summary>
    public static bool IsDamaged(this SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>
    /// The file cannot be opened, read or written, or is no database; nothing helps but another file.
    /// </summary>
    public static bool IsUnusable(this SqliteException error) =>
        error.SqliteErrorCode is ReadOnly or InputOutput or Corrupt or CannotOpen or NotADatabase;
}
