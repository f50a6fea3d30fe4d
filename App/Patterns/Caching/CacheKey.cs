using System.Globalization;

namespace App.Patterns.Caching;

/// <summary>The name of a result and what it depends on; the same whichever order the arguments are given in.</summary>
public readonly record struct CacheKey
{
    readonly string text;

    CacheKey(string text) => this.text = text;

    /// <summary>Arguments are written without regard to culture. Throws for one that is given twice.</summary>
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

    // An empty text is something else than nothing.
    static string Written((string Name, object? Value) argument) =>
        argument.Value is null
            ? Uri.EscapeDataString(argument.Name)
            : $"{Uri.EscapeDataString(argument.Name)}={Uri.EscapeDataString(Convert.ToString(argument.Value, CultureInfo.InvariantCulture) ?? "")}";

    public override string ToString() => text;
}

/// <summary>How a result is kept.</summary>
public sealed record CacheEntryOptions<T>
{
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Groups that it goes with when one of them is removed.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>Whether "nothing" (null) is a result worth keeping; usually it is asked for again.</summary>
    public bool KeepsNothing { get; init; }

    /// <summary>Past the cache: computed, and what is kept stays as it is.</summary>
    public bool Bypass { get; init; }

    /// <summary>Computed anew and kept, whatever is there.</summary>
    public bool Renew { get; init; }

    /// <summary>Whether a result may be kept; all may when it is null.</summary>
    public Func<T, bool>? Keeps { get; init; }
}
