using System.Globalization;

namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Parses the dates of bookmark files. A number is seconds, milliseconds or microseconds since 1970, or microseconds
/// since 1601, depending on its magnitude. The precision is one millisecond; negative numbers are before 1970. A text
/// must contain a four-digit year. Dates before 1800 or after 2099 are rejected.
/// </summary>
static class BookmarkDates
{
    const long UnixEpochIn1601Microseconds = 11_644_473_600_000_000;

    static readonly DateTimeOffset start = new(1800, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly DateTimeOffset end = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly string[] formats =
    [
        "dd/MMM/yyyy:HH:mm:ss zzz", "dd/MMM/yyyy:HH:mm:ss",
        "ddd, d MMM yyyy HH:mm:ss zzz", "ddd MMM d HH:mm:ss yyyy", "yyyyMMddHHmmss", "yyyyMMdd",
    ];

    /// <summary>
    /// Parses a date. Returns null for an empty text, for 0 and for an invalid date. Never throws. The result does not
    /// depend on the current time.
    /// </summary>
    public static DateTimeOffset? Parse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return InRange(FromNumber(text)) ?? InRange(FromText(text));
    }

    static DateTimeOffset? InRange(DateTimeOffset? date) =>
        date >= start && date < end && date != DateTimeOffset.UnixEpoch ? date : null;

    static DateTimeOffset? FromNumber(string text)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number)) return null;
        // A number with 8 or 14 digits is more likely a calendar date, such as 19991231, than a time since 1970.
        var milliseconds = number switch
        {
            // Some programs write -1 for a missing date.
            0 or -1 => 0,
            < -1e14m => number / 1000,
            < -1e11m => number,
            < 1e11m => number * 1000,
            < 1e14m => number,
            < 1e16m => number / 1000,
            < 1e17m => (number - UnixEpochIn1601Microseconds) / 1000,
            _ => 0,
        };
        return text.Length == 8 && FromText(text) is { } calendar && InRange(calendar) is not null
            ? calendar
            : milliseconds is > -6e12m and < 5e12m ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
    }

    static DateTimeOffset? FromText(string text)
    {
        const DateTimeStyles styles =
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, formats, culture, styles, out var date)) return date;
        // Without a year, .NET would use the current year.
        return NamesYear(text) && DateTimeOffset.TryParse(text, culture, styles, out date) ? date : null;
    }

    static bool NamesYear(string text)
    {
        var digits = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsAsciiDigit(text[index])) digits++;
            else if (digits == 4) return true;
            else digits = 0;
        }
        return false;
    }
}
