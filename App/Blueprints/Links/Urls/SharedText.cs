namespace App.Blueprints.Links.Urls;

/// <summary>
/// What another application shares, as the fields of a link. Many put the address into the text, after the title.
/// </summary>
/// <param name="Rest">What is neither address nor title.</param>
public sealed record SharedText(string Url, string Title, string Rest)
{
    public static SharedText Of(string url, string title, string text)
    {
        if (AddressText.Find(url) is { } pasted) (url, title) = (pasted.Url, title.Length > 0 ? title : pasted.Title);
        url = AddressText.Unwrap(PlainText.Unbroken(url));
        var rest = PlainText.Line(text);
        if (url.Length == 0 && AddressText.FindShared(text) is { } found) (url, rest) = found;
        if (title.Length > 0) return new(url, title, rest == PlainText.Line(title) || rest == url ? "" : rest);
        return url.Length > 0 ? new(url, rest == url ? "" : rest, "") : new(url, "", rest);
    }
}
