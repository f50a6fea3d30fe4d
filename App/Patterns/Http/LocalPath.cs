namespace App.Patterns.Http;

/// <summary>
/// An address that somebody handed us and that may be followed: a path and query of this host, at most 2,048
/// characters.
/// </summary>
public static class LocalPath
{
    public const int MaxLength = 2048;

    /// <summary>
    /// The path, ready for a <c>Location</c> header; null for anything that could lead elsewhere, such as
    /// <c>//evil</c>.
    /// </summary>
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
        // Taking out dot segments may have brought a double slash to the front.
        var path = uri.PathAndQuery + uri.Fragment;
        return IsRooted(path) ? path : null;
    }

    /// <summary>
    /// The path of an absolute address of the same host, as <c>Referer</c> and <c>HX-Current-URL</c> carry it.
    /// </summary>
    public static string? OfHere(HttpRequest request, string? url)
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
