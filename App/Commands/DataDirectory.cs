using App.Blueprints.Links;
using App.Blueprints.Links.Urls;
using App.Blueprints.Search;
using App.Patterns.SqlMapping;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using App.Patterns.Sqlite.Maintenance;
using App.Pipeline;
using Microsoft.Data.Sqlite;

namespace App.Commands;

/// <summary>Prepares the directory that contains all data of the program.</summary>
static class DataDirectory
{
    /// <summary>
    /// Creates the directory if needed, checks that it is writable, and removes access by other users. Then checks the
    /// files with the encryption keys and applies the migrations. After an update of the program, recomputes the search
    /// index and the URL keys (normalized URLs that identify duplicate links).
    /// </summary>
    /// <param name="settings">The settings of the library.</param>
    /// <param name="note">
    /// A function that receives one line for each repair; null writes the lines to the error stream.
    /// </param>
    /// <returns>The names of the applied migrations.</returns>
    /// <exception cref="SettingsException">The directory, the database or a key file cannot be used.</exception>
    /// <exception cref="DatabaseTooNewException">A newer version of the program wrote the database.</exception>
    public static IReadOnlyList<string> Prepare(AppSettings settings, Action<string>? note = null)
    {
        PrivateFiles.UsePrivateMask();
        Create(settings);
        if (PrivateFiles.Repair(settings.DataDirectory) is var changed and > 0)
            (note ?? Console.Error.WriteLine)($"Other users could read {settings.DataDirectory}: "
                + $"access was removed from {changed} files and directories.");
        if (KeyFiles.Damaged(settings.KeysDirectory) is [var key, ..])
            throw new SettingsException($"The key file {key} is damaged. Restore it from a backup, or delete it: "
                + "the sessions that it protects then end.");
        return Migrate(settings);
    }

    /// <summary>
    /// Creates or repairs the data directory before the application, and therefore its log, exists. Returns an action
    /// that later writes one line for each repair to the log of the application.
    /// </summary>
    public static Action<IServiceProvider> PrepareLogged(AppSettings settings)
    {
        List<string> notes = [];
        Prepare(settings, notes.Add);
        return services =>
        {
            var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DataDirectory));
            foreach (var note in notes) log.LogWarning("{Note}", note);
        };
    }

    static void Create(AppSettings settings)
    {
        try
        {
            Directory.CreateDirectory(settings.DataDirectory);
            Directory.CreateDirectory(settings.UploadsDirectory);
            var probe = Path.Combine(settings.DataDirectory, $".writable-{Guid.NewGuid():n}");
            using var file = File.Create(probe, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingsException(
                $"The data directory {settings.DataDirectory} cannot be used: {error.Message.TrimEnd('.')}. "
                    + "Make it writable, or set another one with --DataDirectory."
            );
        }
    }

    static IReadOnlyList<string> Migrate(AppSettings settings)
    {
        SqlMappingSetup.Register();
        using var database = new SqliteDatabase(settings.LibraryFile, FtsTokens.Register);
        try
        {
            var applied = Migrations.Of(typeof(LibraryApp).Assembly).Apply(database);
            // Writes the progress to standard error, because standard output can be the exported file.
            LinkKeyUpgrade.Apply(database, Console.Error.WriteLine);
            LinkIndexUpgrade.Apply(database, Console.Error.WriteLine);
            database.Check();
            return applied;
        }
        catch (SqliteException error) when (error.IsUnusable())
        {
            throw new SettingsException(
                $"The database {settings.LibraryFile} cannot be used: {error.Message.TrimEnd('.')}. "
                    + "Restore a backup, or set another data directory with --DataDirectory."
            );
        }
        catch (SqliteException error) when (error.IsBusy())
        {
            throw new SettingsException(
                $"The database {settings.LibraryFile} is locked by another program. Stop that program and try again.");
        }
    }
}
