using System.Globalization;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Sqlite;

namespace App.Blueprints.Backend.Databases;

/// <summary>Checks the library's database for damage.</summary>
sealed class DatabaseCheck(SqliteDatabase database) : IBackgroundTask<string>
{
    public const string Name = "backend.task.check";

    public Task<object?> Run(string arguments, TaskProgress progress, CancellationToken cancelled)
    {
        using var connection = database.Open();
        return new DatabaseStore(connection).Problems() is { Count: > 0 } problems
            ? throw new TaskFailedException(string.Join('\n', problems))
            : Task.FromResult<object?>(new TaskResult());
    }
}

/// <summary>Shrinks the library's database.</summary>
sealed class DatabaseVacuum(SqliteDatabase database) : IBackgroundTask<string>
{
    public const string Name = "backend.task.vacuum";

    public async Task<object?> Run(string arguments, TaskProgress progress, CancellationToken cancelled)
    {
        using var connection = database.Open();
        var store = new DatabaseStore(connection);
        // Not the length of the file, because the newest pages can still be in the write-ahead log.
        var before = store.Bytes();
        await database.EnterWriterAsync(cancelled);
        try
        {
            store.Vacuum();
            store.Checkpoint();
        }
        finally
        {
            database.LeaveWriter();
        }
        return new DatabaseVacuumResult { Before = before, After = store.Bytes() };
    }
}

/// <summary>
/// Backs up the library while it is in use. Writes to a temporary file and renames it, so that a partial backup is
/// never visible.
/// </summary>
sealed class DatabaseBackup(SqliteDatabase database, SiteFiles files, TimeProvider time) : IBackgroundTask<string>
{
    public const string Name = "backend.task.backup";

    public Task<object?> Run(string arguments, TaskProgress progress, CancellationToken cancelled)
    {
        Directory.CreateDirectory(files.BackupsDirectory);
        var name = string.Create(CultureInfo.InvariantCulture, $"library-{time.GetUtcNow():yyyyMMdd-HHmmss}.db");
        var file = Path.Combine(files.BackupsDirectory, name);
        var unfinished = $"{file}.part";
        File.Delete(unfinished);
        using (var connection = database.Open()) new DatabaseStore(connection).CopyTo(unfinished);
        File.Move(unfinished, file, overwrite: true);
        return Task.FromResult<object?>(new DatabaseBackupResult { Name = name, Bytes = SiteFiles.LengthOf(file) });
    }
}
