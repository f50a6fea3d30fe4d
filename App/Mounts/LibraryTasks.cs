using App.Patterns.Sqlite;

namespace App.Mounts;

/// <summary>
/// Identifies an additional library: an application in this process that has its own database with a <c>task_runs</c>
/// table.
/// </summary>
/// <param name="Key">The key of the library; unique in the process and not empty.</param>
public sealed record TaskLibrary(string Key);

/// <summary>The additional libraries of a process. All of them use the one task scheduler of the process.</summary>
/// <remarks>
/// Not every library in <see cref="All"/> is loaded. Services are available only after <see cref="Enter"/>.
/// </remarks>
public interface ILibraryTasks
{
    /// <summary>All enabled libraries, loaded or not.</summary>
    IEnumerable<TaskLibrary> All { get; }

    /// <summary>Returns whether a library is loaded, that is, whether its application is running.</summary>
    /// <param name="library">The library.</param>
    /// <returns><see langword="true"/> when the library is loaded.</returns>
    bool IsAwake(TaskLibrary library);

    /// <summary>Loads a library if necessary, and prevents unloading until the result is disposed.</summary>
    /// <param name="library">The library.</param>
    /// <returns>The loaded library; <see langword="null"/> when it does not exist or is disabled.</returns>
    ValueTask<EnteredLibrary?> Enter(TaskLibrary library);

    /// <summary>
    /// Runs work on the database of a library without loading the library. Does nothing when the database is not
    /// available.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="work">
    /// A function that works on the database. It must not use the database after its task has ended.
    /// </param>
    /// <returns>A task that ends with the work.</returns>
    Task Execute(TaskLibrary library, Func<SqliteDatabase, Task> work);
}

/// <summary>A loaded library. It is not unloaded until this object is disposed.</summary>
/// <param name="services">The services of the library.</param>
/// <param name="leave">Called by <see cref="Dispose"/>; permits unloading.</param>
public sealed class EnteredLibrary(IServiceProvider services, Action leave) : IDisposable
{
    /// <summary>The services of the library. Do not use them after <see cref="Dispose"/>.</summary>
    public IServiceProvider Services => services;

    /// <summary>Permits unloading. Call it once.</summary>
    public void Dispose() => leave();
}
