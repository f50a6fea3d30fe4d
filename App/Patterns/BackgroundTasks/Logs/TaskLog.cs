using System.Runtime.CompilerServices;

namespace App.Patterns.BackgroundTasks.Logs;

/// <summary>Streams the log lines of a run to a reader while the run continues, even in another process.</summary>
/// <param name="runs">Reads the state of the run.</param>
/// <param name="lines">Reads the lines.</param>
/// <param name="time">The clock for the polling interval.</param>
/// <param name="application">Ends the stream when the application stops.</param>
/// <remarks>Flask documentation: Streaming Contents; Celery Background Tasks.</remarks>
public sealed class TaskLog(
    TaskRunStore runs,
    TaskLineStore lines,
    TimeProvider time,
    IHostApplicationLifetime application
)
{
    const int BatchSize = 200;

    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Yields the existing and the future lines of a run, until the run has ended or the application stops.
    /// </summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="number">The number of the last known line; 0 for all lines.</param>
    /// <param name="cancelled">Signalled when the reader disconnects.</param>
    /// <returns>The lines, oldest first.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> was signalled.</exception>
    /// <remarks>Polls the database every 250 ms. Uses the connection of the current scope.</remarks>
    public async IAsyncEnumerable<TaskLine> Follow(
        long runId,
        long number = 0,
        [EnumeratorCancellation] CancellationToken cancelled = default
    )
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            // Reads the state before the lines. A run writes its last lines before its end is recorded, so no line is
            // missed.
            var isOpen = runs.IsOpen(runId);
            IReadOnlyList<TaskLine> batch;
            do
            {
                batch = lines.After(runId, number, BatchSize);
                foreach (var line in batch)
                {
                    yield return line;
                    number = line.Number;
                }
            }
            while (batch.Count == BatchSize);
            if (!isOpen) yield break;
        }
        while (await Next(timer, cancelled));
    }

    async Task<bool> Next(PeriodicTimer timer, CancellationToken cancelled)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, application.ApplicationStopping);
        try
        {
            return await timer.WaitForNextTickAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return false;
        }
    }
}
