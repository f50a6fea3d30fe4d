using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Patterns.LazyViews;

/// <summary>The state of one part of an application, whose services are built by its first request.</summary>
public sealed record LazyPartState
{
    /// <summary>The unique name of the part.</summary>
    public required string Name { get; init; }

    /// <summary>The paths of the part, such as <c>/import</c> and <c>/export</c>.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The time of the first request; null when there was no request yet.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>The duration of the first request; null when it has not completed or has failed.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>
    /// The memory that the whole process allocated during the first request; null when that request has not completed
    /// or has failed.
    /// </summary>
    public long? Bytes { get; init; }
}

/// <summary>
/// Measures when each part of an application was first used, how long that took and how much memory it allocated.
/// </summary>
/// <remarks>Flask documentation: Lazily Loading Views, Loading Late.</remarks>
/// <param name="time">The clock.</param>
public sealed class LazyParts(TimeProvider time)
{
    readonly ConcurrentDictionary<string, LazyPartState> parts = new(StringComparer.Ordinal);

    /// <summary>The current states of all parts, sorted by name.</summary>
    public IReadOnlyList<LazyPartState> All => [.. parts.Values.OrderBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>Registers a part; does nothing when the name is registered already.</summary>
    /// <param name="name">The unique name of the part.</param>
    /// <param name="rules">The paths of the part.</param>
    /// <returns>This object.</returns>
    public LazyParts Add(string name, params string[] rules)
    {
        parts.TryAdd(name, new() { Name = name, Rules = rules });
        return this;
    }

    /// <summary>
    /// Runs <paramref name="use"/> and measures its duration and memory when this is the first use of a registered
    /// part.
    /// </summary>
    /// <param name="name">The name of the part; an unknown one is not measured.</param>
    /// <param name="use">Handles the request.</param>
    /// <returns>A task that completes when <paramref name="use"/> completes, and rethrows its exceptions.</returns>
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

/// <summary>Registers the measurement of parts. Flask documentation: Lazily Loading Views, Loading Late.</summary>
public static class LazyPartsSetup
{
    /// <summary>Registers <see cref="LazyParts"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="add">Adds the parts; called once.</param>
    /// <returns>The same services.</returns>
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

    /// <summary>Adds middleware that measures the first request to each part. Register after routing.</summary>
    /// <param name="app">The application.</param>
    /// <param name="partOf">Returns the name of the part that a request belongs to; null for none.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseLazyParts(this IApplicationBuilder app, Func<HttpContext, string?> partOf)
    {
        ArgumentNullException.ThrowIfNull(app);
        var parts = app.ApplicationServices.GetRequiredService<LazyParts>();
        return app.Use(
            (context, next) => partOf(context) is { } part ? parts.Use(part, () => next(context)) : next(context)
        );
    }
}
