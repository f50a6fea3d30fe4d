using System.Collections.Frozen;
using System.Net;

namespace App.Patterns.AppDispatch;

/// <summary>Whose a host is: the outermost application's, that of a name below a domain, or nobody's here.</summary>
public enum HostKind { Outermost, Named, Foreign }

/// <summary>How an address names the application that answers it: by prefix, by subdomain, by first segment.</summary>
public static class AppNames
{
    /// <summary>
    /// The longest of the prefixes that ends on a segment boundary of <paramref name="path"/>; null when there is none.
    /// Case counts.
    /// </summary>
    public static string? LongestPrefix(FrozenSet<string> prefixes, string path)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        ArgumentNullException.ThrowIfNull(path);
        var known = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            if (known.TryGetValue(path.AsSpan(0, end), out var prefix))
                return prefix;
        return null;
    }

    /// <summary>
    /// Finds the name before one of the <paramref name="domains"/> (lower case) in a host without port. Case is folded,
    /// one dot at the end does not count, a domain ends at a dot. A bare domain, <c>localhost</c>, an address of digits
    /// and no host at all are the outermost's.
    /// </summary>
    public static HostKind Subdomain(IReadOnlyList<string> domains, string host, out string name)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(host);
        name = "";
        var bare = host.EndsWith('.') ? host.AsSpan(0, host.Length - 1) : host;
        if (host.Length == 0 || bare.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return HostKind.Outermost;
        foreach (var domain in domains)
        {
            if (!bare.EndsWith(domain, StringComparison.OrdinalIgnoreCase)) continue;
            if (bare.Length == domain.Length) return HostKind.Outermost;
            if (bare[^(domain.Length + 1)] != '.') continue;
            name = bare[..^(domain.Length + 1)].ToString().ToLowerInvariant();
            return HostKind.Named;
        }
        return IPAddress.TryParse(bare.Trim("[]"), out _) ? HostKind.Outermost : HostKind.Foreign;
    }

    /// <summary>The first segment of a path, which may be empty; slashes before it do not count.</summary>
    public static string FirstSegment(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var start = path.AsSpan().TrimStart('/');
        return (start.IndexOf('/') is >= 0 and var end ? start[..end] : start).ToString();
    }

    /// <summary>
    /// Moves the first segment, with the slashes before it, from the path to the root; the same again when there is
    /// none.
    /// </summary>
    public static (string Root, string Path) MoveSegment(string root, string path)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        var start = path.Length - path.AsSpan().TrimStart('/').Length;
        if (start == path.Length) return (root, path);
        var end = path.IndexOf('/', start) is >= 0 and var found ? found : path.Length;
        return (root + path[..end], path[end..]);
    }
}
