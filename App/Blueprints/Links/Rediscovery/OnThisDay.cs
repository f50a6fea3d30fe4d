using System.Globalization;

namespace App.Blueprints.Links.Rediscovery;

/// <summary>
/// A day such as 1 May 2026, for which the links saved on 1 May of earlier years are shown. Days are in UTC, like the
/// dates of links.
/// </summary>
public sealed record OnThisDay
{
    /// <summary>The number of links on a page.</summary>
    public const int PageSize = 50;

    public required DateOnly Date { get; init; }

    /// <summary>
    /// The days of the year to search for as <c>MM-dd</c>, the format of the database index. In a year without 29
    /// February, 28 February also shows the links of 29 February.
    /// </summary>
    public IReadOnlyList<string> Days => Date is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(Date.Year)
        ? ["02-28", "02-29"]
        : [Date.ToString("MM-dd", CultureInfo.InvariantCulture)];

    /// <summary>
    /// The start of the year that contains <see cref="Date"/>, in UTC. Only links saved before that year are shown.
    /// </summary>
    public DateTimeOffset YearBegin => new(Date.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static OnThisDay Of(DateTimeOffset now) => new() { Date = DateOnly.FromDateTime(now.UtcDateTime) };
}
