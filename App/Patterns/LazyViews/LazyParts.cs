using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.LazyViews;

/// <summary>A part of an application whose services are built by the first request to it.</summary>
public sealed record LazyPartState
{
    /// <summary>Unique in the application.</summary>
    public required string Name { get; init; }

    /// <summary>The paths of the part.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>When the first request came; null before it.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>How long the first request took; null while it runs.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>How much memory the process allocated meanwhile.</summary>
    public long? Bytes { get; init; }
}

/// <summary>
/// When each part of an application was first used, and what that cost. Flask: Lazily Loading Views, Loading Late.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class LazyParts(TimeProvider time)
{
    readonly ConcurrentDictionary<string, LazyPartState> parts = new(StringComparer.Ordinal);

    /// <summary>All parts as they are now, sorted by name.</summary>
    public IReadOnlyList<LazyPartState> All => [.. parts.Values.OrderBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>Registers a part that nothing has used yet.</summary>
    /// <param name="name">Unique in the application.</param>
    /// <param name="rules">The paths of the part.</param>
    public LazyParts Add(string name, params string[] rules)
    {
        parts.TryAdd(name, new() { Name = name, Rules = rules });
        return this;
    }

    /// <summary>Runs <paramref name="use"/> and measures it when it is the first use of a registered part.</summary>
    public Task Use(string name, Func<Task> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return parts.TryGetValue(name, out var part) && part.LoadedAt is null
            && parts.TryUpdate(name, part with { LoadedAt = time.GetUtcNow() }, part)
            ? Measure(name, use)
            : use();
    }

    async Task Measure(string name, Func<Task> use)
    {
        var start = time.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        await use();
        parts[name] = parts[name] with
        {
            Milliseconds = time.GetElapsedTime(start).TotalMilliseconds,
            Bytes = GC.GetTotalAllocatedBytes() - allocated,
        };
    }
}

public static class LazyPartsSetup
{
    /// <summary>Registers the list of parts.</summary>
    public static IServiceCollection AddLazyParts(this IServiceCollection services, Action<LazyParts> add)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(provider =>
        {
            var parts = new LazyParts(provider.GetRequiredService<TimeProvider>());
            add(parts);
            return parts;
        });
    }

    /// <summary>Measures the first request to each part.</summary>
    /// <param name="app">The application, after routing.</param>
    /// <param name="partOf">The part that a request belongs to; null for none.</param>
    public static IApplicationBuilder UseLazyParts(this IApplicationBuilder app, Func<HttpContext, string?> partOf)
    {
        ArgumentNullException.ThrowIfNull(app);
        var parts = app.ApplicationServices.GetRequiredService<LazyParts>();
        return app.Use(
            (context, next) => partOf(context) is { } part ? parts.Use(part, () => next(context)) : next(context)
        );
    }
}
