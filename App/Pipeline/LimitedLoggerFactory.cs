using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace App.Pipeline;

/// <summary>
/// Prevents clients from filling the log. Messages of the framework about bad requests become one line without a stack
/// trace, at most once a minute for each log category and event id. The next such line reports how many were left out.
/// Other messages are unchanged.
/// </summary>
sealed class LimitedLoggerFactory(ILoggerFactory inner, TimeProvider clock) : ILoggerFactory
{
    static readonly TimeSpan interval = TimeSpan.FromMinutes(1);

    // The messages of log categories with these prefixes are limited, because requests cause them. The categories in
    // `complete` are excepted, because their messages report problems of the site.
    static readonly string[] limited = ["Microsoft.AspNetCore.", typeof(ErrorPages).FullName!];
    static readonly string[] complete =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.DataProtection",
    ];

    readonly TimeProvider clock = clock;
    readonly ConcurrentDictionary<(string Category, int Event), Repeats> repeats = new();

    public ILogger CreateLogger(string categoryName)
    {
        var log = inner.CreateLogger(categoryName);
        return limited.Any(IsIn) && !complete.Any(IsIn) ? new Limited(log, categoryName, this) : log;

        bool IsIn(string prefix) => categoryName.StartsWith(prefix, StringComparison.Ordinal);
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    sealed class Limited(ILogger log, string category, LimitedLoggerFactory factory) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning)
            {
                log.Log(logLevel, eventId, state, exception, formatter);
                return;
            }
            if (!log.IsEnabled(logLevel)) return;
            var repeats = factory.repeats.GetOrAdd((category, eventId.Id), _ => new());
            if (repeats.Next(factory.clock) is not { } left) return;
            var line = formatter(state, null);
            if (exception is not null) line = $"{line} {exception.GetType().Name}: {exception.Message}";
            if (left > 0) line += string.Create(CultureInfo.InvariantCulture, $" ({left} more like this before)");
            log.Log(logLevel, eventId, line.ReplaceLineEndings(" "), exception: null, static (text, _) => text);
        }
    }

    sealed class Repeats
    {
        readonly Lock turn = new();
        long? saidAt;
        int left;

        /// <summary>
        /// Decides whether a message is logged. Returns null when it must be skipped; otherwise the number of messages
        /// that were skipped since the last logged one.
        /// </summary>
        public int? Next(TimeProvider clock)
        {
            lock (turn)
            {
                if (saidAt is { } last && clock.GetElapsedTime(last) < interval)
                {
                    left++;
                    return null;
                }
                saidAt = clock.GetTimestamp();
                (var before, left) = (left, 0);
                return before;
            }
        }
    }
}

static class LimitedLogging
{
    public static ILoggingBuilder LimitRepeats(this ILoggingBuilder logging)
    {
        logging.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(services => new LimitedLoggerFactory(
            new LoggerFactory(
                services.GetServices<ILoggerProvider>(),
                services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                services.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            services.GetRequiredService<TimeProvider>())));
        return logging;
    }
}
