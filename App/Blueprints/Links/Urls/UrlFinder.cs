using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace App.Blueprints.Links.Urls;

/// <summary>
/// Finds the URL in pasted text: inside a browser's internal URL, behind a doubled scheme, or in the middle of a text.
/// </summary>
public static partial class UrlFinder
{
    const string ReaderView = "about:reader?url=";
    const string SourceView = "view-source:";
    const string Feed = "feed:";

    static readonly string[] localDomains =
    [
        ".local",
        ".localhost",
        ".lan",
        ".internal",
        ".intranet",
        ".home",
        ".home.arpa",
    ];

    // In a text such as "word:123", a word from this list is a scheme. Any other word is a host, and the digits are its
    // port.
    static readonly string[] schemesWithDigits =
    [
        "about",
        "callto",
        "data",
        "fax",
        "javascript",
        "sms",
        "tel",
        "vbscript",
    ];

    /// <summary>
    /// Returns the URL inside <c>view-source:</c>, <c>about:reader?url=</c> and <c>feed:</c>. Removes the first scheme
    /// of <c>https://https://example.com</c> and <c>http://https//example.com</c>. Adds the missing colon to
    /// <c>https//example.com</c>. Returns other text unchanged.
    /// </summary>
    public static string Unwrap(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The loop ends, because each step removes a prefix of the text or adds the only missing colon.
        while (Inner(text) is { } inner) text = inner;
        return text;
    }

    /// <summary>
    /// Finds the URL in a text of several words and returns the rest of the text as its title. Null when there is no
    /// URL, or when the text begins with a scheme.
    /// </summary>
    public static (string Url, string Title)? Find(string? typed)
    {
        var text = PlainText.Line(typed);
        return text.Contains(' ', StringComparison.Ordinal) && !BeginsWithScheme().IsMatch(text)
            ? FindFirst(text)
            : null;
    }

    /// <summary>
    /// Like <see cref="Find"/>, but for text that another application shared. Such a text may begin with the URL.
    /// </summary>
    public static (string Url, string Title)? FindShared(string? typed) => FindFirst(PlainText.Line(typed));

    static (string Url, string Title)? FindFirst(string text)
    {
        if (WebAddress().Match(text) is not { Success: true } found) return null;
        var url = WithoutPunctuation(found.Value);
        var rest = text[(found.Index + url.Length)..]
            .TrimStart('.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '”', '»');
        var title = $"{text[..found.Index]} {rest}";
        return (
            url,
            PlainText.Line(
                title.Trim(' ', '-', '–', '—', ':', '|', '"', '“', '”', '«', '»', '<', '>', '(', ')', '[', ']')
            )
        );
    }

    /// <summary>Whether a host is this machine or in the local network. Such hosts rarely support https.</summary>
    internal static bool IsPrivateHost(string host)
    {
        var name = host.TrimEnd('.');
        if (IPAddress.TryParse(name.Trim('[', ']'), out var address)) return IsPrivate(address);
        return !name.Contains('.', StringComparison.Ordinal)
            || localDomains.Any(domain => name.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Whether the text before the path is a single word that can be a host name: <c>router</c>, <c>router:8080</c>.
    /// </summary>
    internal static bool IsMachine(string host) =>
        Machine().Match(host) is { Success: true } named
        && !(
            named.Groups["port"].Success
            && schemesWithDigits.Contains(named.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
        );

    static string? Inner(string text)
    {
        if (text.StartsWith(SourceView, StringComparison.OrdinalIgnoreCase))
            return text[SourceView.Length..].TrimStart();
        if (text.StartsWith(ReaderView, StringComparison.OrdinalIgnoreCase))
            return Uri.UnescapeDataString(text[ReaderView.Length..].Split('&')[0]).Trim();
        if (
            text.StartsWith(Feed, StringComparison.OrdinalIgnoreCase)
            && text.Length > Feed.Length
            && !char.IsAsciiDigit(text[Feed.Length])
        )
        {
            var rest = text[Feed.Length..].TrimStart();
            return BeginsWithScheme().IsMatch(rest) ? rest : $"//{rest.TrimStart('/')}";
        }
        return Misspelled().Match(text) is { Success: true } found
            ? $"{found.Groups["scheme"].Value}://{found.Groups["rest"].Value}"
            : null;
    }

    static string WithoutPunctuation(string url)
    {
        var end = url.Length;
        while (end > 0 && (".,;:!?'\"”’»…]}".Contains(url[end - 1], StringComparison.Ordinal)
            || (url[end - 1] == ')' && url.AsSpan(0, end).Count(')') > url.AsSpan(0, end).Count('(')))) end--;
        return url[..end];
    }

    static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        return address.GetAddressBytes() switch
        {
            [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => true,
            _ => false,
        };
    }

    [GeneratedRegex(@"^\s*(https?|ftp):", RegexOptions.IgnoreCase)]
    private static partial Regex BeginsWithScheme();

    [GeneratedRegex("""(?<![\p{L}\p{N}])(https?|ftp)://[^\s<>"“”«»]+""", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(
        @"^(?:(?:https?|ftp):[/\\]+(?<scheme>https?|ftp)(?::[/\\]+|[/\\]{2,})"
            + @"|(?<scheme>https?|ftp)[/\\]{2,})(?<rest>[^/\\].*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Misspelled();

    [GeneratedRegex(
        @"^(?<name>(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?<port>:\d{1,5})?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Machine();
}
