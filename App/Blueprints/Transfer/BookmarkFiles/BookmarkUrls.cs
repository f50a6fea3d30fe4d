using App.Blueprints.Shared;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Accepts absolute http, https, ftp and ftps URLs with a host, and gives the reason for refusing others.
/// </summary>
static class BookmarkUrls
{
    /// <summary>Returns the reason for refusing a URL; null if the URL is accepted.</summary>
    public static RefusalReason? Refuse(string url, bool wasCut = false)
    {
        if (url.Length == 0) return RefusalReason.MissingUrl;
        if (ShaarliNotes.IsNote(url)) return RefusalReason.ShaarliNote;
        var colon = url.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(url[0]) || !url.AsSpan(0, colon).ContainsOnlySchemeCharacters())
            return RefusalReason.RelativeUrl;
        switch (url[..colon].ToLowerInvariant())
        {
            case "http" or "https" or "ftp" or "ftps":
                if (wasCut || CodePoints.Exceed(url, BookmarkLimits.Url))
                    return RefusalReason.UrlTooLong;
                return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
                    ? null
                    : RefusalReason.InvalidUrl;
            case "javascript" or "vbscript":
                return RefusalReason.Script;
            case "place":
                return RefusalReason.BrowserQuery;
            case "data" or "blob":
                return RefusalReason.DataUrl;
            case "feed":
                return RefusalReason.Feed;
            case "file":
                return RefusalReason.LocalFile;
            case "about"
            or "chrome"
            or "edge"
            or "brave"
            or "opera"
            or "vivaldi"
            or "resource"
            or "view-source"
            or "wyciwyg"
            or "chrome-extension"
            or "moz-extension"
            or "safari-web-extension"
            or "chrome-native"
            or "chrome-search":
                return RefusalReason.BrowserPage;
            case var scheme:
                // A dot before the colon or a digit after it means that the text before the colon is a host, not a
                // scheme, as in example.org:8080 and localhost:5000. After tel: and sms:, a digit is normal.
                var isHost =
                    scheme.Contains('.')
                    || colon + 1 < url.Length && char.IsAsciiDigit(url[colon + 1]) && scheme is not ("tel" or "sms");
                return isHost ? RefusalReason.RelativeUrl : RefusalReason.UnsupportedScheme;
        }
    }

    static bool ContainsOnlySchemeCharacters(this ReadOnlySpan<char> scheme)
    {
        foreach (var character in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.')) return false;
        }
        return true;
    }
}
