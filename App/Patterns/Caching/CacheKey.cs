using System.Globalization;

namespace App.Patterns.Caching;

/// <summary>
/// The key of a cached result: the name of the result and the arguments it was computed from. The order of the
/// arguments does not matter.
/// </summary>
public readonly record struct CacheKey
{
    readonly string text;

    CacheKey(string text) => this.text = text;

    /// <summary>Creates a key.</summary>
    /// <param name="name">The name of the result.</param>
    /// <param name="arguments">All values on which the result depends, formatted with the invariant culture.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The name is empty, or an argument occurs twice.</exception>
    public static CacheKey Of(string name, params (string Name, object? Value)[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(arguments);
        var sorted = arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal).ToList();
        for (var i = 1; i < sorted.Count; i++)
            if (sorted[i].Name == sorted[i - 1].Name)
                throw new ArgumentException($"The argument {sorted[i].Name} is given twice.", nameof(arguments));
        return new($"{Uri.EscapeDataString(name)}?{string.Join('&', sorted.Select(Written))}");
    }

    // Formats an argument so that an empty string and null give different keys.
    static string Written((string Name, object? Value) argument) =>
        argument.Value is null
            ? Uri.EscapeDataString(argument.Name)
            : $"{Uri.EscapeDataString(argument.Name)}="
                + Uri.EscapeDataString(Convert.ToString(argument.Value, CultureInfo.InvariantCulture) ?? "");

    /// <summary>Returns the key as text, with arguments sorted by name.</summary>
    /// <returns>The text; each part is percent-encoded.</returns>
    public override string ToString() => text;
}

/// <summary>How one result is cached.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed record CacheEntryOptions<T>
{
    /// <summary>How long the result is cached. Default: 5 minutes.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The tags of the entry. <see cref="DataCache.RemoveByTag"/> removes all entries of a tag.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>
    /// Whether a <see langword="null"/> result is cached. Default: false; the result is then computed again by each
    /// call.
    /// </summary>
    public bool CacheNull { get; init; }

    /// <summary>Whether to compute the result without reading or writing the cache.</summary>
    public bool Bypass { get; init; }

    /// <summary>Whether to compute the result even if it is cached, and to overwrite the cache entry.</summary>
    public bool Renew { get; init; }

    /// <summary>
    /// Decides whether a result other than <see langword="null"/> is cached. When this function is not set, all such
    /// results are cached.
    /// </summary>
    public Func<T, bool>? Keeps { get; init; }
}
