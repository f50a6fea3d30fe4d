using System.Globalization;

namespace App.Blueprints.Search;

/// <summary>
/// Parses the dates of <c>before:</c> and <c>after:</c>, which are years, months or days: 2024, 2024-03 or 2024-03-01.
/// </summary>
static class SearchDates
{
    public static SearchDate? Parse(bool isBefore, string typed)
    {
        var parts = typed.Split('-');
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(part => part.Length is 0 or > 2)) return null;
        Span<int> numbers = [0, 0, 0];
        for (var i = 0; i < parts.Length; i++)
            if (
                !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] == 0
            )
                return null;
        if (numbers[1] > 12 || numbers[2] > (numbers[1] == 0 ? 0 : DateTime.DaysInMonth(numbers[0], numbers[1])))
            return null;
        return new(isBefore, numbers[0], numbers[1], numbers[2]);
    }
}
