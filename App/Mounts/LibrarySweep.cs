using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using Quartz;

namespace App.Mounts;

/// <summary>
/// Finds task runs that are due or whose worker ended, in the databases of the additional libraries (the shelves at
/// <c>/~name</c>), and schedules these runs again.
/// </summary>
sealed class LibrarySweep(
    ILibraryTasks libraries,
    ISchedulerFactory schedulers,
    TimeProvider time,
    ILogger<LibrarySweep> log,
    ILogger<TaskQueue> queueLog
) : IWorkerExtension
{
    /// <summary>
    /// Every sweep checks the libraries that are loaded. Every 40th sweep also checks the libraries that are not
    /// loaded.
    /// </summary>
    const int UnloadedInterval = 40;

    public async Task Sweep(TaskWorker worker, int sweep)
    {
        foreach (var library in libraries.All)
        {
            try
            {
                if (sweep % UnloadedInterval == 0 || libraries.IsAwake(library))
                    await libraries.Execute(library, file => Sweep(worker, library, file, isFirst: sweep == 0));
            }
            catch (Exception error)
            {
                log.LogWarning(
                    error,
                    "The runs of {Library} could not be read; the next sweep retries",
                    library.Key
                );
            }
        }
    }

    async Task Sweep(TaskWorker worker, TaskLibrary library, SqliteDatabase file, bool isFirst)
    {
        using (var connection = new OnDemandConnection(file))
            if (!new TaskRunStore(connection).AnyOpen())
                return;
        var queue = new TaskQueue(schedulers, time, queueLog, library.Key, typeof(LibraryTaskJob));
        await worker.Sweep(queue, file, othersAreDead: isFirst);
    }
}
