using System.Globalization;
using System.Text;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>Rules for user names. A name is shown as typed, but compared without case and in normalised form.</summary>
public static class Username
{
    public const int MinLength = 4;
    public const int MaxLength = 25;

    /// <summary>
    /// Returns the unique lookup key of a name: NFKC, lower case, without invisible variation selectors.
    /// </summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Normalising a lone surrogate throws. Encoding and decoding replaces it with U+FFFD.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Trim()));
        var folded = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        return string.Concat(folded.EnumerateRunes().Where(rune => !IsVariation(rune)).Select(rune => rune.ToString()));
    }

    /// <summary>
    /// Whether a name has only letters, digits, marks and symbols of any script, and <c>_ - .</c>. All of them are
    /// visible and safe in <c>/@name</c>.
    /// </summary>
    public static bool HasOnlyNameCharacters(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EnumerateRunes().All(IsNameCharacter)
            && !(Rune.TryGetRuneAt(name, 0, out var first) && IsMark(first));
    }

    /// <summary>
    /// Whether a name has a letter, a digit or a symbol. Names such as <c>....</c> and <c>_-_-</c> are refused.
    /// </summary>
    public static bool HasContent(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) || IsPicture(rune));
    }

    /// <summary>Whether a name is short enough. A longer name is not looked up and is shown truncated.</summary>
    public static bool IsBounded(string name) => TextLengthAttribute.LengthOf(name) <= MaxLength;

    static bool IsNameCharacter(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '_' or '-' or '.'
            : !IsBlank(rune)
                && rune != Rune.ReplacementChar
                && (Rune.IsLetterOrDigit(rune) || IsMark(rune) || IsPicture(rune));

    static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    static bool IsPicture(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        || rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    // Invisible letters and marks: Hangul fillers, grapheme joiner, inherent vowels of Khmer, Mongolian separators,
    // blank Braille.
    static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or 0x2800;

    static bool IsVariation(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}

/// <summary>
/// Accepts allowed characters only, of which at least one is a letter, digit or symbol, and letters of one script.
/// </summary>
public sealed class UsernameCharactersAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        // Returns no error for an empty or too long name. The rules for required fields and for length report those.
        if (value is not string { Length: > 0 } name || !Username.IsBounded(name)) return null;
        if (!Username.HasOnlyNameCharacters(name)) return texts["accounts.username.characters"].Value;
        if (!Username.HasContent(name)) return texts["accounts.username.empty"].Value;
        return NameScripts.AreMixed(name) ? texts["accounts.username.mixed"].Value : null;
    }
}
