using Microsoft.Extensions.Logging;

namespace App.Tests.Patterns.BackgroundTasks;

/// <summary>Records the log as text.</summary>
sealed class RecordedLog : ILoggerProvider, ILogger
{
    readonly List<string> lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (lines)
            lines.Add($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
    }

    public override string ToString() => string.Join("\n", Lines);

    public void Dispose() { }
}
