using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace App.Blueprints.Accounts;

/// <summary>
/// Computes the skeleton of a name: a text that is the same for all names that look alike. Applies NFKC, ignores case,
/// drops marks, and replaces Greek, Cyrillic, Armenian, Hebrew and Arabic letters with similar Latin ones.
/// </summary>
public static class NameSkeleton
{
    // Pairs of a letter and its look-alike. Capitals are replaced first, because some look like a different letter than
    // their lower-case form. The Cyrillic capital Ve looks like B; its lower-case form looks like no Latin letter.
    static readonly FrozenDictionary<Rune, string> capitals = Pairs(
        // Greek
        "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxϹcϺm"
        // Cyrillic
        + "АaВbЕeЅsІiЈjКkМmНhОoРpСcТtУyХxҮyҺhԌgԚqԜwӀi"
        // Armenian
        + "ՍuՕoՏsԼlՈnՀh");

    static readonly FrozenDictionary<Rune, string> letters = Pairs(
        // Variants of Latin letters
        "ıiɑaɡgȷjɩiʋvɪiſs"
        // Greek
        + "αaγyιiκkνvοoρpσoςcτtυuχxωwϲcϳjεe"
        // Cyrillic
        + "аaеeѕsіiјjоoрpсcуyхxһhԁdԛqԝwүyӏlкkмmтtгrпnѵvґr"
        // Armenian
        + "սuօoոnհhցgզqյjլlաwռnքpտs"
        // Hebrew
        + "סoוlןlחnטv"
        // Arabic letters that differ from each other at most by a dot or a tail, and Arabic letters that look like
        // Latin letters
        + "یيىيکكہهةهەهھهٱا");

    // Arabic letters and their Latin look-alikes. Applied last, after the pairs above have unified variants of a
    // letter.
    static readonly FrozenDictionary<Rune, string> arabic = Pairs("هoاl");

    /// <summary>Returns the skeleton of a name, which is equal for names that look alike.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Normalising a lone surrogate throws. Encoding and decoding replaces it with U+FFFD.
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
