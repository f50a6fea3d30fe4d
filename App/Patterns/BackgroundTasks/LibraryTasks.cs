using App.Patterns.Sqlite;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Whose <c>task_runs</c> a run is in: the application's that has the scheduler, or another library's of the same
/// process.
/// </summary>
public sealed record TaskLibrary(string Key)
{
    public bool IsOwn => Key.Length == 0;

    internal static TaskLibrary Own => new("");
}

/// <summary>
/// The further libraries of a process, whose runs its one scheduler wakes. They may be asleep: only one that is entered
/// has services.
/// </summary>
public interface ILibraryTasks
{
    IEnumerable<TaskLibrary> All { get; }

    bool IsAwake(TaskLibrary library);

    /// <summary>
    /// Wakes a library if need be and keeps it awake until the result is disposed of; null when there is none, or it is
    /// out of use.
    /// </summary>
    ValueTask<EnteredLibrary?> Enter(TaskLibrary library);

    /// <summary>
    /// Does something with the file of a library without waking it; nothing when it cannot be used now.
    /// </summary>
    Task Execute(TaskLibrary library, Func<SqliteDatabase, Task> work);
}

public sealed class EnteredLibrary(IServiceProvider services, Action leave) : IDisposable
{
    public IServiceProvider Services => services;

    public void Dispose() => leave();
}
