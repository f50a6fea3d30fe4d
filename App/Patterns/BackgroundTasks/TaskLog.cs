using System.Runtime.CompilerServices;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// What a run says, as it says it, in whichever process it runs. Flask: Streaming Contents; Celery Background Tasks.
/// </summary>
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
    /// The lines after <paramref name="number"/>, those that are there and those to come, until the run has ended or
    /// the application ends. Between two looks nothing is held but the connection of the scope. Throws <see
    /// cref="OperationCanceledException"/> when the reader leaves.
    /// </summary>
    public async IAsyncEnumerable<TaskLine> Follow(
        long runId,
        long number = 0,
        [EnumeratorCancellation] CancellationToken cancelled = default
    )
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            // Asked first: what is said is written before the end is.
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

/// <summary>
/// What a running task has said and what is not written down yet: not more than <see cref="MostPending"/> lines of <see
/// cref="Longest"/> characters, the newest, so that a task may say more than can be written.
/// </summary>
sealed class PendingLines(TimeProvider time)
{
    public const int MostPending = 200;
    public const int Longest = 500;

    readonly Lock gate = new();
    readonly Queue<TaskLine> pending = new();
    long last;

    public void Add(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length > Longest)
            line = $"{line.AsSpan(0, char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1)}…";
        var now = time.GetUtcNow();
        lock (gate)
        {
            pending.Enqueue(new() { Number = ++last, Text = line, SaidAt = now });
            if (pending.Count > MostPending) pending.Dequeue();
        }
    }

    /// <summary>What is not written, numbered from 1 for this attempt.</summary>
    public IReadOnlyList<TaskLine> Peek()
    {
        lock (gate) return [.. pending];
    }

    public void Written(IReadOnlyList<TaskLine> lines)
    {
        if (lines.Count == 0) return;
        lock (gate)
            while (pending.TryPeek(out var line) && line.Number <= lines[^1].Number)
                pending.Dequeue();
    }
}
