using System.Collections.Frozen;
using System.Text;
using App.Blueprints.Links.Urls;

namespace App.Blueprints.Links;

/// <summary>
/// Computes the key of a URL. Removes only parts that cannot change the page. The scheme and <c>www.</c> remain,
/// because URLs that differ in them can be different pages. Only the duplicates page ignores these differences. The
/// fragment remains, because pages use it for routes, positions and secrets. An empty fragment and a text directive
/// (<c>:~:text=…</c>) are removed.
/// </summary>
static class LinkUrlKey
{
    /// <summary>
    /// Increase this version whenever the algorithm returns other keys. <see cref="LinkKeyUpgrade"/> then recomputes
    /// the keys of existing libraries.
    /// </summary>
    public const long Version = 2;

    const string Directive = ":~:";

    /// <summary>Names of tracking parameters, which never change the page.</summary>
    static readonly FrozenSet<string> tracking = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "fbclid",
            "fb_action_ids",
            "fb_action_types",
            "fb_ref",
            "fb_source",
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "gad_source",
            "gad_campaignid",
            "srsltid",
            "_ga",
            "_gl",
            "msclkid",
            "yclid",
            "ymclid",
            "_openstat",
            "twclid",
            "ttclid",
            "li_fat_id",
            "igshid",
            "igsh",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "_hsenc",
            "_hsmi",
            "__hstc",
            "__hssc",
            "__hsfp",
            "hsctatracking",
            "vero_id",
            "vero_conv",
            "oly_anon_id",
            "oly_enc_id",
            "rb_clickid",
            "wickedid",
            "xtor",
            "__twitter_impression",
            "ml_subscriber",
            "ml_subscriber_hash",
        ]
    );

    static readonly string[] trackingFamilies = ["utm_", "mtm_", "pk_", "piwik_", "campaign_"];

    public static string Of(string scheme, string user, string host, string port, string tail)
    {
        var key = new StringBuilder(scheme).Append("://");
        if (user.Length > 0) key.Append(Escaped(user, inQuery: false)).Append('@');
        key.Append(host);
        if (port.Length > 0 && port != DefaultPort(scheme)) key.Append(':').Append(port);
        var hash = tail.IndexOf('#', StringComparison.Ordinal);
        var (page, fragment) = hash < 0 ? (tail, "") : (tail[..hash], tail[(hash + 1)..]);
        var mark = page.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (page, "") : (page[..mark], page[(mark + 1)..]);
        key.Append(Path(path)).Append(Query(query));
        return key.Append(Fragment(fragment)).ToString();
    }

    // Removes the text directive (:~:text=…) after normalizing the escapes, because its tilde can be written as %7E. In
    // the opposite order, a directive with %7E would remain in the key.
    static string Fragment(string fragment)
    {
        var escaped = Escaped(fragment, inQuery: false);
        var directive = escaped.IndexOf(Directive, StringComparison.Ordinal);
        if (directive >= 0) escaped = escaped[..directive];
        return escaped.Length == 0 ? "" : $"#{escaped}";
    }

    static string DefaultPort(string scheme) => scheme switch { "http" => "80", "https" => "443", _ => "21" };

    static string Path(string path)
    {
        List<string> steps = [];
        foreach (var step in Escaped(path, inQuery: false).Replace('\\', '/').Split('/').Skip(1))
            if (step == "..") steps.RemoveRange(Math.Max(0, steps.Count - 1), Math.Min(1, steps.Count));
            else if (step != ".") steps.Add(step);
        var joined = string.Join('/', steps).TrimEnd('/');
        return joined.Length == 0 ? "" : "/" + joined;
    }

    static string Query(string query)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair =>
                (Name: Escaped(pair[0], inQuery: true), Value: pair.Length > 1 ? Escaped(pair[1], inQuery: true) : "")
            )
            .Where(pair => !IsTracking(pair.Name.ToLowerInvariant()))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal);
        var text = string.Join('&', pairs.Select(pair => $"{pair.Name}={pair.Value}"));
        return text.Length == 0 ? "" : "?" + text;
    }

    static bool IsTracking(string name) =>
        tracking.Contains(name) || trackingFamilies.Any(family => name.StartsWith(family, StringComparison.Ordinal));

    /// <summary>
    /// Normalizes percent-encoding: letters, digits and <c>-._~</c> unescaped, hexadecimal digits in upper case,
    /// non-ASCII characters escaped.
    /// </summary>
    static string Escaped(string part, bool inQuery)
    {
        var octets = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(part));
        var result = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
            if (
                octets[i] == '%'
                && i + 2 < octets.Length
                && char.IsAsciiHexDigit(octets[i + 1])
                && char.IsAsciiHexDigit(octets[i + 2])
            )
            {
                Append(result, (char)Convert.ToByte(octets.Substring(i + 1, 2), 16), wasEscaped: true);
                i += 2;
            }
            else if (octets[i] == '+' && inQuery) result.Append("%20");
            else Append(result, octets[i], wasEscaped: false);
        return result.ToString();
    }

    static void Append(StringBuilder result, char octet, bool wasEscaped)
    {
        var bare = char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~'
            || (!wasEscaped && "!$&'()*+,;=:@/?\\".Contains(octet, StringComparison.Ordinal));
        if (bare) result.Append(octet);
        else result.Append('%').Append(((int)octet).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
    }
}
