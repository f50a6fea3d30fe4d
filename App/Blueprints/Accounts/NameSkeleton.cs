using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace App.Blueprints.Accounts;

/// <summary>
/// What names that look alike have in common: compatibility form (NFKC), upper and lower case the same, marks
/// dropped, and letters of Greek, Cyrillic, Armenian, Hebrew and Arabic replaced by the Latin letter that they look
/// like.
/// </summary>
public static class NameSkeleton
{
    // Pairs: a letter and what it looks like. Capitals come first, because some look like another letter than their
    // small form:
    // capital Cyrillic Ve like B, the small one like nothing Latin.
    static readonly FrozenDictionary<Rune, string> capitals = Pairs(
        // Greek
        "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxϹcϺm"
        // Cyrillic
        + "АaВbЕeЅsІiЈjКkМmНhОoРpСcТtУyХxҮyҺhԌgԚqԜwӀi"
        // Armenian
        + "ՍuՕoՏsԼlՈnՀh");

    static readonly FrozenDictionary<Rune, string> letters = Pairs(
        // Latin letters of other forms
        "ıiɑaɡgȷjɩiʋvɪiſs"
        // Greek
        + "αaγyιiκkνvοoρpσoςcτtυuχxωwϲcϳjεe"
        // Cyrillic
        + "аaеeѕsіiјjоoрpсcуyхxһhԁdԛqԝwүyӏlкkмmтtгrпnѵvґr"
        // Armenian
        + "սuօoոnհhցgզqյjլlաwռnքpտs"
        // Hebrew
        + "סoוlןlחnטv"
        // Arabic letters that differ by a dot or a tail at most, and those that look like Latin ones
        + "یيىيکكہهةهەهھهٱا");

    // Arabic forms of one letter are united before they are compared with Latin.
    static readonly FrozenDictionary<Rune, string> arabic = Pairs("هoاl");

    /// <summary>The skeleton of a name.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Half a surrogate pair would not normalise; written and read back it is a replacement character.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Trim()));
        var shown = Replaced(WithoutMarks(text.Normalize(NormalizationForm.FormKC)), capitals);
        var folded = WithoutMarks(shown.ToUpperInvariant().ToLowerInvariant()
            .Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC));
        return Replaced(Replaced(folded, letters), arabic);
    }

    static string WithoutMarks(string text) => string.Concat(text.Normalize(NormalizationForm.FormKD).EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
        .Select(rune => rune.ToString()));

    static string Replaced(string text, FrozenDictionary<Rune, string> table) =>
        string.Concat(text.EnumerateRunes()
            .Select(rune => table.TryGetValue(rune, out var likeness) ? likeness : rune.ToString()));

    static FrozenDictionary<Rune, string> Pairs(string text) => text.EnumerateRunes().Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].ToString());
}
