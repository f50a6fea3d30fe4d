
namespace App.Mounts;

/// <summary>
/// Writes to the log of the process, with the shelf's name at the start of each line. Uses the categories and filters
/// of the process.
/// </summary>
sealed class ShelfLoggers(ILoggerFactory process, string shelf) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new ShelfLogger(process.CreateLogger(categoryName), shelf);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is the process's.");

    // Does nothing, because the log belongs to the process and is used after the shelf is closed.
    public void Dispose() { }

    sealed class ShelfLogger(ILogger log, string shelf) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log.Log(logLevel, eventId, state, exception, (told, error) => $"~{shelf}: {formatter(told, error)}");
    }
}
