using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace App.Blueprints.Search;

/// <summary>
/// Converts text before it is written to the full-text index, so that the tokenizer of the index finds the same words
/// as <see cref="WordTokenizer"/>. SQL statements that write the index call the functions of <see cref="Register"/>.
/// </summary>
public static class FtsTokens
{
    const char FirstUnlike = '\u1100';

    /// <summary>
    /// Registers the SQL functions <c>index_text(text)</c> and <c>index_site(site)</c> on a connection of the library.
    /// </summary>
    public static void Register(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.CreateFunction<string?, string?>("index_text", Of, isDeterministic: true);
        connection.CreateFunction<string?, string?>("index_site", SitesOf, isDeterministic: true);
    }

    /// <summary>
    /// Returns the text unchanged when the tokenizer of the index splits it correctly, else its words separated by
    /// spaces.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return IsPlain(text) ? text : string.Join(' ', WordTokenizer.Of(text).Select(word => word.Token));
    }

    /// <summary>
    /// Returns the tokens to index for a host: one with prefix <c>e</c> for the exact host, and one with prefix
    /// <c>h</c> for the host and for each of its parent domains.
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

    /// <summary>Returns the token that matches this host but not its subdomains.</summary>
    public static string ExactSite(string site) => Token('e', site);

    /// <summary>Returns the token that matches this host and its subdomains.</summary>
    public static string SiteOrBelow(string site) => Token('h', site);

    // Writes each character except ASCII letters and digits as a private-use character and a hexadecimal code. So the
    // tokenizer does not split a host, and é differs from e.
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
