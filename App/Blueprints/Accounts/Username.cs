using System.Globalization;
using System.Text;
using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>
/// A name is shown as it was typed and is the same name in every case and every form of its characters.
/// </summary>
public static class Username
{
    public const int MinLength = 4;
    public const int MaxLength = 25;

    /// <summary>
    /// What is unique and looked up: compatibility form (NFKC), lower case, without what cannot be seen.
    /// </summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Normalizing throws at half a surrogate pair; written out and read back it is a replacement character.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Trim()));
        var folded = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        return string.Concat(folded.EnumerateRunes().Where(rune => !IsVariation(rune)).Select(rune => rune.ToString()));
    }

    /// <summary>
    /// Letters, digits, marks and pictures of any script, and <c>_ - .</c>: all that is safe in <c>/@name</c> and
    /// cannot hide.
    /// </summary>
    public static bool HasOnlyNameCharacters(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EnumerateRunes().All(IsNameCharacter)
            && !(Rune.TryGetRuneAt(name, 0, out var first) && IsMark(first));
    }

    /// <summary>A letter, a digit or a picture: <c>....</c> and <c>_-_-</c> name no one.</summary>
    public static bool HasContent(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) || IsPicture(rune));
    }

    /// <summary>Whether it can be a name at all. What is longer is compared with nothing and shown cut.</summary>
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

    // Letters and marks without a shape: Hangul fillers, grapheme joiner, inherent vowels of Khmer, Mongolian
    // separators, blank Braille.
    static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or 0x2800;

    static bool IsVariation(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}

/// <summary>Only characters that a name may have, at least one that is read, and letters of one script.</summary>
public sealed class UsernameCharactersAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        // The rule for the length speaks for such a name.
        if (value is not string { Length: > 0 } name || !Username.IsBounded(name)) return null;
        if (!Username.HasOnlyNameCharacters(name)) return texts["accounts.username.characters"].Value;
        if (!Username.HasContent(name)) return texts["accounts.username.empty"].Value;
        return NameScripts.AreMixed(name) ? texts["accounts.username.mixed"].Value : null;
    }
}
