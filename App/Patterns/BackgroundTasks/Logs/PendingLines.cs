using System.Data.Common;

namespace App.Patterns.BackgroundTasks.Logs;

/// <summary>
/// Buffers the log lines of a running task until they are written to the database. Contains at most the newest
/// <see cref="MaxPending"/>, each of at most <see cref="Longest"/> characters. Older lines are dropped, because a task
/// may log faster than the lines can be written.
/// </summary>
sealed class PendingLines(TimeProvider time) : ITaskOutput
{
    public const int MaxPending = 200;
    public const int Longest = 500;

    readonly Lock gate = new();
    readonly Queue<TaskLine> pending = new();
    IReadOnlyList<TaskLine> writing = [];
    long? before;
    long last;

    public bool IsEmpty
    {
        get
        {
            lock (gate) return pending.Count == 0;
        }
    }

    public void Add(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length > Longest)
            line = $"{line.AsSpan(0, char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1)}…";
        var now = time.GetUtcNow();
        lock (gate)
        {
            pending.Enqueue(new() { Number = ++last, Text = line, SaidAt = now });
            if (pending.Count > MaxPending) pending.Dequeue();
        }
    }

    // Writes the buffered lines to the database. Their numbers continue after the last line of the run's earlier
    // attempts.
    public void Write(DbConnection connection, long runId)
    {
        lock (gate) writing = [.. pending];
        if (writing.Count == 0) return;
        var store = new TaskLineStore(connection);
        before ??= store.Last(runId);
        store.Add(runId, [.. writing.Select(line => line with { Number = before.Value + line.Number })]);
    }

    public void Written()
    {
        if (writing.Count == 0) return;
        lock (gate)
            while (pending.TryPeek(out var line) && line.Number <= writing[^1].Number)
                pending.Dequeue();
        writing = [];
    }
}
