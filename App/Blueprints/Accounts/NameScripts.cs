using System.Text;

namespace App.Blueprints.Accounts;

/// <summary>
/// Detects names that mix scripts, such as Latin and Cyrillic, because letters of different scripts can look alike.
/// </summary>
static class NameScripts
{
    enum Script { None, Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic }

    /// <summary>
    /// Whether a name has letters of more than one of the scripts Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic.
    /// </summary>
    public static bool AreMixed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Normalize(NormalizationForm.FormKC);
        return text.EnumerateRunes().Where(Rune.IsLetter).Select(Of).Where(script => script != Script.None).Distinct()
            .Skip(1).Any();
    }

    // Returns the script of a letter. The ranges are the blocks of each script in Unicode 17.
    static Script Of(Rune rune) => rune.Value switch
    {
        (>= 0x41 and <= 0x5A) or (>= 0x61 and <= 0x7A) or 0xAA or 0xBA or (>= 0xC0 and <= 0x2AF)
            or (>= 0x1D00 and <= 0x1D25) or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F)
            or (>= 0xA722 and <= 0xA7FF) or (>= 0xAB30 and <= 0xAB64) or (>= 0xFF21 and <= 0xFF5A) => Script.Latin,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) or (>= 0x1D26 and <= 0x1D2A) => Script.Greek,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF)
            or (>= 0xA640 and <= 0xA69F) or 0x1D2B => Script.Cyrillic,
        (>= 0x531 and <= 0x58F) or (>= 0xFB13 and <= 0xFB17) => Script.Armenian,
        (>= 0x590 and <= 0x5FF) or (>= 0xFB1D and <= 0xFB4F) => Script.Hebrew,
        (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0x870 and <= 0x8FF) or (>= 0xFB50 and <= 0xFDFF)
            or (>= 0xFE70 and <= 0xFEFF) => Script.Arabic,
        _ => Script.None,
    };
}
