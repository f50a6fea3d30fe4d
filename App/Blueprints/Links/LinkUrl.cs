using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using App.Blueprints.Links.Urls;
using App.Blueprints.Shared;

namespace App.Blueprints.Links;

/// <summary>
/// The URL of a link, and a key that is equal for URLs of the same page. The URL is the typed text, corrected to a
/// valid URL. The key is a URL too, and computing the key of a key returns the same key. URLs have at most
/// <see cref="LinkLimits.Url"/> code points.
/// </summary>
public sealed record LinkUrl
{
    LinkUrl(string address, string key, string site) => (Address, Key, Site) = (address, key, site);

    /// <summary>The URL that is stored and opened.</summary>
    public string Address { get; }

    /// <summary>
    /// The key by which the application recognizes the same page. It is equal for URLs that differ only in host case,
    /// default port, trailing slash, query order, tracking parameters or text directive.
    /// </summary>
    public string Key { get; }

    /// <summary>The host in readable form (Unicode, without <c>www.</c>).</summary>
    public string Site { get; }

    /// <summary>Parses typed or imported text. Returns null when it is not a valid link URL.</summary>
    public static LinkUrl? Parse(string? typed) => TryParse(typed, out var url) == LinkUrlProblem.None ? url : null;

    /// <summary>Parses the URL of an existing link. It may be longer than <see cref="LinkLimits.Url"/>.</summary>
    public static LinkUrl? ParseStored(string address) =>
        Read(address, int.MaxValue, out var url) == LinkUrlProblem.None ? url : null;

    /// <summary>
    /// Parses typed or imported text. Returns why it is not a valid link URL; then <paramref name="url"/> is null.
    /// </summary>
    public static LinkUrlProblem TryParse(string? typed, out LinkUrl? url) =>
        Read(UrlFinder.Unwrap(PlainText.Unbroken(UrlFinder.Find(typed)?.Url ?? typed)), LinkLimits.Url, out url);

    static LinkUrlProblem Read(string text, int max, out LinkUrl? url)
    {
        url = null;
        if (text.Length == 0) return LinkUrlProblem.Missing;
        if (CodePoints.Exceed(text, max)) return LinkUrlProblem.TooLong;
        var problem = SplitScheme(text, out var scheme, out var rest);
        if (problem != LinkUrlProblem.None) return problem;
        var cut = rest.AsSpan().IndexOfAny("/\\?#");
        var authority = cut < 0 ? rest : rest[..cut];
        var tail = cut < 0 ? "" : PlainText.WithoutSpaces(rest[cut..]);
        if (SplitAuthority(authority) is not { } place) return LinkUrlProblem.Invalid;
        var address = $"{scheme}://{authority}{tail}";
        if (CodePoints.Exceed(address, max))
            return LinkUrlProblem.TooLong;
        url = new LinkUrl(
            address,
            LinkUrlKey.Of(scheme.ToLowerInvariant(), place.User, place.Host, place.Port, tail),
            SiteOf(place.Host)
        );
        return LinkUrlProblem.None;
    }

    static LinkUrlProblem SplitScheme(string text, out string scheme, out string rest)
    {
        (scheme, rest) = ("https", text.TrimStart('/', '\\'));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && text[..colon].ToLowerInvariant() is "http" or "https" or "ftp")
        {
            (scheme, rest) = (text[..colon], text[(colon + 1)..].TrimStart('/', '\\'));
            return LinkUrlProblem.None;
        }
        var end = rest.AsSpan().IndexOfAny("/\\?#");
        var host = end < 0 ? rest : rest[..end];
        // "localhost:8080" is a host with a port; "mailto:ada" begins with a scheme.
        var name = host.StartsWith('[')
            ? host[..(host.IndexOf(']', StringComparison.Ordinal) + 1)]
            : host.Split(':')[0];
        if (UrlFinder.IsPrivateHost(name))
            scheme = "http";
        if (name.Contains('.', StringComparison.Ordinal) || host.StartsWith('[') || UrlFinder.IsMachine(host))
            return LinkUrlProblem.None;
        return colon > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan(0, colon).ContainsAnyExcept(schemeLetters)
            ? LinkUrlProblem.Scheme
            : LinkUrlProblem.Invalid;
    }

    static readonly SearchValues<char> schemeLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );

    static readonly SearchValues<char> forbiddenInHost = SearchValues.Create(" \"/\\?#<>^`{|}%[]:@'(),;*!$&=~");

    static (string User, string Host, string Port)? SplitAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        var (user, place) = at < 0 ? ("", authority) : (authority[..at], authority[(at + 1)..]);
        var colon = place.LastIndexOf(':');
        if (colon < place.LastIndexOf(']')) colon = -1;
        var (host, port) = colon < 0 ? (place, "") : (place[..colon], place[(colon + 1)..]);
        if (user.Contains(' ', StringComparison.Ordinal) || NormalHost(host) is not { Length: > 0 } normal) return null;
        if (port.Length == 0) return (user, normal, "");
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (user, normal, number.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    static string? NormalHost(string typed)
    {
        if (typed.StartsWith('['))
            return typed.EndsWith(']') && IPAddress.TryParse(typed.AsSpan(1, typed.Length - 2), out var ip)
                ? $"[{ip}]".ToLowerInvariant()
                : null;
        var host = Uri.UnescapeDataString(typed).ToLowerInvariant();
        if (host.EndsWith('.')) host = host[..^1];
        if (!Ascii.IsValid(host)) host = ToAscii(host) ?? "";
        // Rejects the hosts "http", "https" and "ftp", because such a text is a misspelled URL. If a key had such a
        // host, parsing the key would read the host as a scheme.
        if (host is "http" or "https" or "ftp")
            return null;
        return
            host.Length is > 0 and <= 253
            && host.AsSpan().IndexOfAny(forbiddenInHost) < 0
            && !host.Any(char.IsControl)
            && !host.Split('.').Any(label => label.Length is 0 or > 63)
            ? host
            : null;
    }

    static string? ToAscii(string host)
    {
        try
        {
            return new IdnMapping { AllowUnassigned = true }
                .GetAscii(host.Normalize(NormalizationForm.FormKC))
                .ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static string SiteOf(string host)
    {
        var site = host.StartsWith("www.", StringComparison.Ordinal) && host.Length > 4 ? host[4..] : host;
        try
        {
            return site.Contains("xn--", StringComparison.Ordinal)
                ? new IdnMapping { AllowUnassigned = true }.GetUnicode(site)
                : site;
        }
        catch (ArgumentException)
        {
            return site;
        }
    }
}

/// <summary>Why a text is not a valid link URL.</summary>
public enum LinkUrlProblem { None, Missing, TooLong, Scheme, Invalid }
