using Microsoft.Extensions.Primitives;

namespace App.Patterns.DeferredCallbacks;

/// <summary>
/// What deferred callbacks did to the head of an answer that is being kept for others, so that it can be left out of
/// what is kept.
/// </summary>
sealed class DeferredHeaders(IHeaderDictionary headers)
{
    readonly Dictionary<string, StringValues> before = new(headers, StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, HashSet<string?>> added = new(StringComparer.OrdinalIgnoreCase);
    HeaderDictionary? kept;

    /// <summary>Call it when they have run.</summary>
    public void Compare()
    {
        foreach (var name in before.Keys.Union(headers.Keys, StringComparer.OrdinalIgnoreCase))
            if (headers[name] != before.GetValueOrDefault(name))
                added.Add(name, [.. headers[name].Except(before.GetValueOrDefault(name))]);
    }

    /// <summary>The head that was sent, without them; what others have set since then stays.</summary>
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
