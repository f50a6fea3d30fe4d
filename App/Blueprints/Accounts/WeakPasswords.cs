using System.Globalization;
using System.Reflection;
using System.Text;

namespace App.Blueprints.Accounts;

/// <summary>
/// Recognises passwords that attackers try first: names, and the 30,000 most common passwords as listed by the package
/// zxcvbn-core. The list is a resource of the package's assembly, which is loaded when the first password is checked.
/// </summary>
public static class WeakPasswords
{
    const string Resource = "zxcvbn-core.Dictionaries.passwords.lst";

    /// <summary>A common word followed by up to this many digits or symbols is still weak: <c>Dragon2026</c>.</summary>
    const int MaxSuffix = 4;

    /// <summary>A name with up to this many other characters is still weak: <c>alice123</c>.</summary>
    const int MaxBesideName = 3;

    /// <summary>
    /// Minimum length of a name to look for. Shorter names are ignored, because they occur in too many good passwords.
    /// </summary>
    const int MinName = 3;

    /// <summary>Whether a password is common, repeats one character, or consists of a name or its reversal.</summary>
    /// <param name="password">Any text; case is ignored.</param>
    /// <param name="names">The names of the site and the account.</param>
    public static bool Include(string password, params ReadOnlySpan<string?> names)
    {
        ArgumentNullException.ThrowIfNull(password);
        var text = Folded(password);
        if (text.Length == 0) return false;
        if (text.EnumerateRunes().Distinct().Count() == 1) return true;
        foreach (var name in names)
            if (IsAbout(Compact(text), Compact(Folded(name ?? "")))) return true;
        return IsListed(text);
    }

    static bool IsListed(string text)
    {
        using var stream = Assembly.Load("zxcvbn-core").GetManifestResourceStream(Resource)!;
        // The list has one word per line. Adds a line break at both ends, so that a search for "\nword\n" finds every
        // whole word, including the first and the last.
        var list = new byte[stream.Length + 2];
        list[0] = list[^1] = (byte)'\n';
        stream.ReadExactly(list, 1, (int)stream.Length);
        for (var end = text.Length; end > 0 && end >= text.Length - MaxSuffix; end--)
        {
            if (list.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\n{text[..end]}\n")) >= 0) return true;
            if (char.IsLetter(text[end - 1])) return false;
        }
        return false;
    }

    // Whether the text is the name or its reversal, once or repeated, with at most MaxBesideName other characters.
    static bool IsAbout(string text, string name) => name.Length >= MinName
        && (IsMostly(text, name) || IsMostly(text, Reversed(name)));

    static bool IsMostly(string text, string name) => text.Contains(name, StringComparison.Ordinal)
        && text.Replace(name, "", StringComparison.Ordinal).Length <= MaxBesideName;

    static string Reversed(string text)
    {
        var elements = StringInfo.ParseCombiningCharacters(text)
            .Select(start => StringInfo.GetNextTextElement(text, start));
        return string.Concat(elements.Reverse());
    }

    static string Folded(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    static string Compact(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
