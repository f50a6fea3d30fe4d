namespace App.Blueprints.Links.Urls;

/// <summary>
/// The URL, the title and the remaining text of what another application shared. Many applications put the URL into the
/// text, after the title.
/// </summary>
/// <param name="Rest">The text without URL and title.</param>
public sealed record SharedText(string Url, string Title, string Rest)
{
    public static SharedText Of(string url, string title, string text)
    {
        if (UrlFinder.Find(url) is { } pasted) (url, title) = (pasted.Url, title.Length > 0 ? title : pasted.Title);
        url = UrlFinder.Unwrap(PlainText.Unbroken(url));
        var rest = PlainText.Line(text);
        if (url.Length == 0 && UrlFinder.FindShared(text) is { } found) (url, rest) = found;
        if (title.Length > 0) return new(url, title, rest == PlainText.Line(title) || rest == url ? "" : rest);
        return url.Length > 0 ? new(url, rest == url ? "" : rest, "") : new(url, "", rest);
    }
}
