using System.Text.RegularExpressions;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Recognises Shaarli notes, whose URL is relative to their site: <c>?abc123</c>, <c>/shaare/abc123</c>.
/// </summary>
static partial class ShaarliNotes
{
    public static bool IsNote(string url) => Note().IsMatch(url);

    public static bool IsSite(string site) =>
        site.Length <= LinkLimits.Url
        && LinkUrl.Parse(site.Trim()) is not null
        && !site.Contains('?', StringComparison.Ordinal);

    /// <summary>Returns the absolute URL of a note, such as <c>https://links.example.org/?abc123</c>.</summary>
    public static string UrlOf(string note, string site) =>
        $"{site.Trim().TrimEnd('/')}/{note.TrimStart('.', '/')}";

    [GeneratedRegex(@"^(\./|/)?(\?|shaare/)[A-Za-z0-9_@-]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Note();
}
