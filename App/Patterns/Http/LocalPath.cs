namespace App.Patterns.Http;

/// <summary>Validates a URL from user input before a redirect: accepts only a path and query of this site.</summary>
public static class LocalPath
{
    /// <summary>The maximum length of an accepted URL, in UTF-16 code units.</summary>
    public const int MaxLength = 2048;

    /// <summary>Returns the path, encoded for a <c>Location</c> header, with dot segments removed.</summary>
    /// <param name="address">The URL from user input; null is accepted.</param>
    /// <returns>
    /// The path with query and fragment; null when it is too long, not a path, or may lead to another site, such as
    /// <c>//evil</c>.
    /// </returns>
    public static string? Of(string? address)
    {
        if (
            address is null
            || address.Length > MaxLength
            || !IsRooted(address)
            || address.Any(c => c == '\\' || char.IsControl(c))
        )
            return null;
        if (!Uri.TryCreate($"http://localhost{address}", UriKind.Absolute, out var uri))
            return null;
        // Checks the result again, because removing dot segments can produce a double slash at the start.
        var path = uri.PathAndQuery + uri.Fragment;
        return IsRooted(path) ? path : null;
    }

    /// <summary>
    /// Returns the path of an absolute URL of this site, such as <c>Referer</c> or <c>HX-Current-URL</c>.
    /// </summary>
    /// <param name="request">The request, whose host the URL must have.</param>
    /// <param name="url">The absolute URL; null is accepted.</param>
    /// <returns>The path with query; null for another host or an invalid URL.</returns>
    public static string? FromSameHost(HttpRequest request, string? url)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? Of(uri.PathAndQuery)
            : null;
    }

    static bool IsRooted(string path) => path is ['/'] or ['/', not ('/' or '\\'), ..];
}
