using System.Runtime.CompilerServices;

namespace App.Blueprints.Backend.Logs;

/// <summary>A log line with the text of its exception.</summary>
public sealed record LogLine(
    long Number,
    DateTimeOffset At,
    LogLevel Level,
    string Category,
    string Text,
    string? Error
);

/// <summary>
/// Stores the last 1,000 log lines of this process in memory; texts are cut after 4,000 characters. A slow reader of
/// <see cref="Follow"/> misses lines that are dropped before it reads them.
/// </summary>
public sealed class LogRing(TimeProvider time) : ILoggerProvider
{
    public const int Kept = 1000;
    const int TextLimit = 4000;

    readonly Lock gate = new();
    readonly Queue<LogLine> lines = new();
    TaskCompletionSource changed = Fresh();
    long last;

    /// <summary>
    /// The newest lines of at least <paramref name="level"/> with a number above <paramref name="after"/>, oldest
    /// first; at most <paramref name="limit"/>.
    /// </summary>
    public IReadOnlyList<LogLine> Newest(LogLevel level, int limit = Kept, long after = 0)
    {
        lock (gate) return [.. lines.Where(line => line.Number > after && line.Level >= level).TakeLast(limit)];
    }

    /// <summary>
    /// Yields the lines after a number as they are written. Ends without an exception when cancelled.
    /// </summary>
    public async IAsyncEnumerable<LogLine> Follow(
        LogLevel level,
        long after,
        [EnumeratorCancellation] CancellationToken cancelled = default
    )
    {
        for (; ; )
        {
            Task next;
            lock (gate) next = changed.Task;
            foreach (var line in Newest(LogLevel.Trace, after: after))
            {
                after = line.Number;
                if (line.Level >= level) yield return line;
            }
            await next.WaitAsync(cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancelled.IsCancellationRequested) yield break;
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() { }

    void Add(LogLevel level, string category, string text, Exception? error)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            lines.Enqueue(
                new(++last, time.GetUtcNow(), level, category, Cut(text), error is null ? null : Cut(error.ToString()))
            );
            if (lines.Count > Kept)
                lines.Dequeue();
            (told, changed) = (changed, Fresh());
        }
        told.TrySetResult();
    }

    static string Cut(string text) => text.Length <= TextLimit ? text : $"{text.AsSpan(0, TextLimit)}…";

    static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed class Writer(LogRing ring, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => ring.Add(logLevel, category, formatter(state, exception), exception);
    }
}
