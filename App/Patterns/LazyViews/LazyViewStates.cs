using System.Collections.Concurrent;

namespace App.Patterns.LazyViews;

/// <summary>The state of one lazily loaded view.</summary>
public sealed record LazyViewState
{
    /// <summary>The name of the view's endpoint.</summary>
    public required string Name { get; init; }

    /// <summary>The dotted name of the code to load.</summary>
    public required string View { get; init; }

    /// <summary>The route patterns of the view.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Whether the code is loaded.</summary>
    public bool IsLoaded => LoadedAt is not null;

    /// <summary>The time when the code was loaded; null when it is not loaded.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>The duration of loading and binding in milliseconds; null when the code is not loaded.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>The memory in bytes that loading and binding allocated; null when the code is not loaded.</summary>
    public long? Bytes { get; init; }

    /// <summary>The number of failed attempts to load. The next request tries again.</summary>
    public int Failures { get; init; }

    /// <summary>The time of the last failure; null when there was none.</summary>
    public DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>The message of the last failure; null when there was none.</summary>
    public string? LastFailure { get; init; }
}

/// <summary>
/// Lists all lazily loaded views of an application and can verify them. Flask documentation: Lazily Loading Views.
/// </summary>
public sealed class LazyViewStates
{
    readonly ConcurrentDictionary<string, LazyView> views = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The current states, sorted by name. Reading this property loads no view.</summary>
    public IReadOnlyList<LazyViewState> All =>
        [.. views.Values.Select(view => view.State).OrderBy(state => state.Name, StringComparer.Ordinal)];

    /// <summary>Loads every view, so that a test finds a wrong name before the first request does.</summary>
    /// <returns>One line for each view that cannot be loaded.</returns>
    public async Task<IReadOnlyList<string>> Verify()
    {
        List<string> bad = [];
        foreach (var view in views.Values.OrderBy(view => view.State.Name, StringComparer.Ordinal))
        {
            try
            {
                await view.Verify();
            }
            catch (Exception error)
            {
                bad.Add(
                    $"{view.State.Name} ({string.Join(", ", view.State.Rules)}): "
                        + $"{view.Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd()}"
                );
            }
        }
        return bad;
    }

    internal void Add(string name, LazyView view)
    {
        if (!views.TryAdd(name, view))
            throw new InvalidOperationException(
                $"{views[name].Name} and {view.Name} are both named '{name}'. Rename one of them."
            );
    }
}
