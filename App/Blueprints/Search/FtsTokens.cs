using System.Globalization;
using System.Text;
using App.Patterns.Sqlite;

namespace App.Blueprints.Search;

/// <summary>
/// What the index is given in place of a text, so that its own tokenizer sees the words that <see
/// cref="WordTokenizer"/> sees. Statements that write the index call it by the names in <see cref="Functions"/>.
/// </summary>
public static class FtsTokens
{
    const char FirstUnlike = '\u1100';

    /// <summary><c>index_text(text)</c> and <c>index_site(site)</c>, for the connections of the library.</summary>
    public static IReadOnlyList<SqliteFunction> Functions => [new("index_text", Of), new("index_site", SitesOf)];

    /// <summary>
    /// The text itself where the tokenizer reads it as it should, else its words with spaces between.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return IsPlain(text) ? text : string.Join(' ', WordTokenizer.Of(text).Select(word => word.Token));
    }

    /// <summary>
    /// The tokens of a host: <c>e</c> and itself, then <c>h</c> with itself and with each domain it lies in.
    /// </summary>
    public static string SitesOf(string? site)
    {
        if (string.IsNullOrEmpty(site)) return "";
        var tokens = new StringBuilder(ExactSite(site));
        for (var at = 0; at >= 0 && at < site.Length;)
        {
            tokens.Append(' ').Append(SiteOrBelow(site[at..]));
            var dot = site.IndexOf('.', at);
            at = dot < 0 ? -1 : dot + 1;
        }
        return tokens.ToString();
    }

    /// <summary>The token of this host alone.</summary>
    public static string ExactSite(string site) => Token('e', site);

    /// <summary>The token of this host and of all hosts below it.</summary>
    public static string SiteOrBelow(string site) => Token('h', site);

    // Letters of one alphabet stay; all else becomes private characters and numbers, so that a host is one token and é
    // is not e.
    static string Token(char kind, string site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var token = new StringBuilder(site.Length + 8).Append(kind);
        foreach (var letter in site)
            if (char.IsAsciiLetterOrDigit(letter)) token.Append(char.ToLowerInvariant(letter));
            else if (letter == '.') token.Append('\ue001');
            else if (letter == '-') token.Append('\ue002');
            else token.Append('\ue003').Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        return token.ToString();
    }

    static bool IsPlain(string text)
    {
        if (text.AsSpan().ContainsAnyInRange(FirstUnlike, '\uffff') || text.Contains('\0', StringComparison.Ordinal))
            return false;
        for (var i = text.AsSpan().IndexOfAny('.', '+', '#'); i >= 0;)
        {
            var isBeside = i > 0 && (char.IsLetterOrDigit(text[i - 1]) || char.IsSurrogate(text[i - 1]));
            if (
                text[i] == '.'
                    ? !isBeside && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])
                    : isBeside || (i > 0 && text[i - 1] > '\u02ff')
            )
                return false;
            var next = text.AsSpan(i + 1).IndexOfAny('.', '+', '#');
            i = next < 0 ? -1 : i + 1 + next;
        }
        return true;
    }
}
