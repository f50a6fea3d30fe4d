using Microsoft.Extensions.Primitives;

namespace App.Patterns.DeferredCallbacks;

/// <summary>Records the header changes of deferred callbacks, so that the cached response excludes them.</summary>
sealed class DeferredHeaders(IHeaderDictionary headers)
{
    readonly Dictionary<string, StringValues> before = new(headers, StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, HashSet<string?>> added = new(StringComparer.OrdinalIgnoreCase);
    HeaderDictionary? kept;

    /// <summary>Records what the callbacks changed. Call this method after the callbacks have run.</summary>
    public void Compare()
    {
        foreach (var name in before.Keys.Union(headers.Keys, StringComparer.OrdinalIgnoreCase))
            if (headers[name] != before.GetValueOrDefault(name))
                added.Add(name, [.. headers[name].Except(before.GetValueOrDefault(name))]);
    }

    /// <summary>
    /// The response headers as they would have been sent without the callbacks. Changes by other code are included.
    /// </summary>
    public IHeaderDictionary Kept => kept ??= Without();

    HeaderDictionary Without()
    {
        var rest = new HeaderDictionary();
        foreach (var (name, values) in headers) rest[name] = values;
        foreach (var (name, values) in added)
        {
            string?[] others = [.. headers[name].Where(value => !values.Contains(value))];
            rest[name] = others.Length > 0 ? others : before.GetValueOrDefault(name);
        }
        return rest;
    }
}
