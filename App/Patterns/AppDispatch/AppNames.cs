using System.Collections.Frozen;
using System.Net;

namespace App.Patterns.AppDispatch;

/// <summary>The kind of application that a host name belongs to.</summary>
/// <remarks>
/// <c>Outermost</c> is the outermost application, <c>Named</c> is a subdomain of a configured domain, <c>Foreign</c> is
/// any other host.
/// </remarks>
public enum HostKind { Outermost, Named, Foreign }

/// <summary>Finds the application name in a URL: a prefix, a subdomain or the first path segment.</summary>
/// <remarks>Flask documentation: Application Dispatching.</remarks>
public static class AppNames
{
    /// <summary>
    /// Finds the longest known prefix that matches the start of a path and ends at a segment boundary.
    /// </summary>
    /// <param name="prefixes">The known prefixes; case-sensitive if the set is ordinal.</param>
    /// <param name="path">The request path.</param>
    /// <returns>The prefix; <see langword="null"/> when none matches.</returns>
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

    /// <summary>Finds the subdomain in a host.</summary>
    /// <param name="domains">
    /// The domains, without dots at the start or end. If the host matches several domains, the first one is used.
    /// </param>
    /// <param name="host">The host without port. Case and one dot at the end are ignored.</param>
    /// <param name="name">
    /// The subdomain in lower case, possibly with several labels; empty unless the result is
    /// <see cref="HostKind.Named"/>.
    /// </param>
    /// <returns>
    /// <see cref="HostKind.Named"/> for a subdomain; <see cref="HostKind.Outermost"/> for a bare domain,
    /// <c>localhost</c>, an IP address or an empty host; <see cref="HostKind.Foreign"/> otherwise.
    /// </returns>
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

    /// <summary>Returns the first segment of a path, without leading slashes.</summary>
    /// <param name="path">The request path.</param>
    /// <returns>The segment; empty when there is none.</returns>
    public static string FirstSegment(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var start = path.AsSpan().TrimStart('/');
        return (start.IndexOf('/') is >= 0 and var end ? start[..end] : start).ToString();
    }

    /// <summary>Moves the first segment, with its leading slashes, from the path to the path base.</summary>
    /// <param name="root">The path base.</param>
    /// <param name="path">The request path.</param>
    /// <returns>The new path base and path; both unchanged when the path has no segment.</returns>
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
