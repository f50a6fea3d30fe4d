using App.Blueprints.Search;
using App.Patterns.Sqlite;

namespace App.Commands;

/// <summary>The one directory that holds everything the application keeps.</summary>
static class DataDirectory
{
    /// <summary>
    /// Makes the directory where it is missing, tries to write in it, brings the database up to date and returns the names of the
    /// scripts applied. Throws <see cref="SettingsException"/>, <see cref="DatabaseTooNewException"/>.
    /// </summary>
    public static IReadOnlyList<string> Prepare(AppSettings settings)
    {
        try
        {
            Directory.CreateDirectory(settings.DataDirectory);
            Directory.CreateDirectory(settings.UploadsDirectory);
            using var probe = File.Create(Path.Combine(settings.DataDirectory, $".writable-{Guid.NewGuid():n}"), 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingsException($"The data directory {settings.DataDirectory} cannot be used: {error.Message.TrimEnd('.')}. "
                + "Make it writable, or name another with --DataDirectory.");
        }
        using var database = new SqliteDatabase(settings.LibraryFile, IndexText.Functions);
        try
        {
            return Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (error.IsUnusable())
        {
            throw new SettingsException($"The database {settings.LibraryFile} cannot be used: {error.Message.TrimEnd('.')}. "
                + "Put a backup in its place, or name another data directory with --DataDirectory.");
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (error.IsBusy())
        {
            throw new SettingsException($"The database {settings.LibraryFile} is held by another program. End that, and start again.");
        }
    }
}
