using System.Collections.Concurrent;

namespace App.Patterns.LazyViews;

/// <summary>How it stands with one lazily loaded view.</summary>
public sealed record LazyViewState
{
    /// <summary>The name of its endpoint.</summary>
    public required string Name { get; init; }

    /// <summary>What is loaded: the dotted name.</summary>
    public required string View { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    public bool IsLoaded => LoadedAt is not null;

    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>How long it took to find and to bind.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>How much memory finding and binding allocated.</summary>
    public long? Bytes { get; init; }

    /// <summary>How often loading failed; each failure was tried again by the next request.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? LastFailedAt { get; init; }

    public string? LastFailure { get; init; }
}

/// <summary>
/// All lazily loaded views of an application, for its operators and for a check. Flask: Lazily Loading Views.
/// </summary>
public sealed class LazyViewStates
{
    readonly ConcurrentDictionary<string, LazyView> views = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By name, as they stand now; asking loads nothing.</summary>
    public IReadOnlyList<LazyViewState> All =>
        [.. views.Values.Select(view => view.State).OrderBy(state => state.Name, StringComparer.Ordinal)];

    /// <summary>
    /// Loads every view there is and returns one line for each that cannot be loaded, so that a wrong name shows before
    /// the first request does.
    /// </summary>
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
                    $"{view.State.Name} ({string.Join(", ", view.State.Rules)}): {view.Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd()}"
                );
            }
        }
        return bad;
    }

    internal void Add(string name, LazyView view)
    {
        if (!views.TryAdd(name, view))
            throw new InvalidOperationException(
                $"{views[name].Name} and {view.Name} are both named '{name}'. Give one another name."
            );
    }
}
