using System.Globalization;
using System.Text;
using App.Patterns.Localization.Texts;

namespace App.Blueprints.Links;

/// <summary>The displayed title of a link: its own title, or its URL when the title has no visible character.</summary>
public static class LinkTitle
{
    /// <summary>
    /// Returns the title for a screen or a feed, with balanced Unicode direction controls. Exports write the stored
    /// title.
    /// </summary>
    public static string Of(string title, string url) => BidiText.Balanced(IsVisible(title) ? title : url);

    /// <summary>Whether a title has a visible character. A link without one could not be clicked.</summary>
    public static bool IsVisible(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        foreach (var rune in title.EnumerateRunes())
            if (!IsInvisible(rune))
                return true;
        return false;
    }

    // The Unicode category Format contains soft hyphens, zero-width, direction and tag characters. Combining marks such
    // as accents count as invisible too, because they need a letter to be seen.
    static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
        || rune.Value
            is 0x115F
                or 0x1160
                or 0x3164
                or 0xFFA0 // Hangul fillers
                or 0x2800 // Braille pattern without dots
                or 0x17B4
                or 0x17B5 // Khmer inherent vowels
                or >= 0xFE00
                and <= 0xFE0F
                or >= 0xE0100
                and <= 0xE01EF // variation selectors
                or >= 0xE0000
                and <= 0xE0FFF // tags
                or 0xFFFC
                or 0x1D159
                or >= 0x1D173
                and <= 0x1D17A;
}
