using System.Globalization;
using App.Blueprints.Search;

namespace App.Blueprints.Links.Lists;

/// <summary>
/// Computes the index keys that together cover all days before a date, or all days from that date on. The keys are
/// days, months, years and year prefixes, so that even a range from the year 1 needs only a few dozen keys.
/// </summary>
static class FtsDateKeys
{
    public static IEnumerable<string> Of(SearchDate date, long accountId)
    {
        var start = date.Start;
        var keys = date.IsBefore ? Before(start) : From(start);
        return keys.Select(key =>
            FtsQueryWriter.Key(
                string.Create(CultureInfo.InvariantCulture, $"{key.Kind}{accountId}{key.Kind}{key.Digits}")
            ) + (key.IsPrefix ? " *" : "")
        );
    }

    static IEnumerable<(char Kind, string Digits, bool IsPrefix)> Before(DateOnly start) =>
    [
        .. Years(start.Year, '0', digit => digit - 1),
        .. Range(1, start.Month - 1).Select(month => ('m', Digits(start.Year, month), false)),
        .. Range(1, start.Day - 1).Select(day => ('d', Digits(start.Year, start.Month, day), false)),
    ];

    static IEnumerable<(char Kind, string Digits, bool IsPrefix)> From(DateOnly start)
    {
        if (start is { Month: 1, Day: 1 })
            return [('y', Digits(start.Year), false), .. Years(start.Year, null, _ => '9')];
        var isWholeMonth = start.Day == 1;
        return
        [
            .. Years(start.Year, null, _ => '9'),
            .. Range(isWholeMonth ? start.Month : start.Month + 1, 12)
                .Select(month => ('m', Digits(start.Year, month), false)),
            .. Range(start.Day, isWholeMonth ? 0 : DateTime.DaysInMonth(start.Year, start.Month))
                .Select(day => ('d', Digits(start.Year, start.Month, day), false)),
        ];
    }

    // Covers a range of years with prefixes. For example, the years before 2024 begin with 0, 1, 200 or 201, or are
    // 2020 to 2023. The years after a year are covered in the same way.
    static IEnumerable<(char Kind, string Digits, bool IsPrefix)> Years(int year, char? first, Func<char, int> last)
    {
        var digits = Digits(year);
        for (var i = 0; i < digits.Length; i++)
            for (var digit = first ?? digits[i] + 1; digit <= last(digits[i]); digit++)
                yield return ('y', digits[..i] + (char)digit, i < digits.Length - 1);
    }

    static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));

    static string Digits(int year, params ReadOnlySpan<int> rest)
    {
        var digits = year.ToString("0000", CultureInfo.InvariantCulture);
        foreach (var number in rest) digits += number.ToString("00", CultureInfo.InvariantCulture);
        return digits;
    }
}
