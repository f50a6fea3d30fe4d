
namespace App.Mounts;

/// <summary>
/// Creates loggers for a shelf (a separate library in this process). They write to the log of the process, with its
/// categories and filters, and put the shelf's name at the start of each line.
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
