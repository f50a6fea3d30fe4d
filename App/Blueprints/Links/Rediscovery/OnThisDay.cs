using System.Globalization;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>
/// A day of the year, and its links of earlier years. All days are those of UTC, as the dates of links are.
/// </summary>
public sealed record OnThisDay
{
    /// <summary>How many a page shows.</summary>
    public const int PageSize = 50;

    public required DateOnly Date { get; init; }

    /// <summary>As the index has it. In a year without 29 February its links are remembered on the 28th.</summary>
    public IReadOnlyList<string> Days => Date is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(Date.Year)
        ? ["02-28", "02-29"]
        : [Date.ToString("MM-dd", CultureInfo.InvariantCulture)];

    /// <summary>Links of earlier years were saved before this.</summary>
    public DateTimeOffset YearBegin => new(Date.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static OnThisDay Of(DateTimeOffset now) => new() { Date = DateOnly.FromDateTime(now.UtcDateTime) };
}
