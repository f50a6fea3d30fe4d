using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchDateTests
{
    [Fact]
    public void Date_filters_compare_with_the_start_of_day_month_or_year()
    {
        using var calendar = new LinkStoreFixture();
        var days = new[]
        {
            "0099-05-05",
            "1969-12-31",
            "1999-12-31",
            "2000-01-01",
            "2023-12-31",
            "2024-01-01",
            "2024-02-29",
            "2024-03-01",
            "2024-03-15",
            "2024-12-31",
            "2025-01-01",
            "2100-06-01",
            "5999-12-31",
        };
        foreach (var day in days)
            calendar.Add(
                $"https://{day}.example/",
                day,
                minutes: (int)
                    (
                        DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
                        - LinkStoreFixture.Now
                    ).TotalMinutes
            );
        foreach (
            var cut in new[]
            {
                "0001",
                "0099",
                "0100",
                "1970",
                "1999-12-31",
                "2000",
                "2000-01",
                "2000-01-02",
                "2024",
                "2024-02",
                "2024-02-29",
                "2024-03",
                "2024-03-02",
                "2024-12-31",
                "2025",
                "2100-06-02",
                "9999",
                "9999-12-31",
            }
        )
        {
            var first =
                cut.Length == 4 ? cut + "-01-01"
                : cut.Length == 7 ? cut + "-01"
                : cut;
            Assert.Equal(
                days.Where(day => string.CompareOrdinal(day, first) < 0),
                calendar.Titles($"before:{cut}", sort: LinkSort.Oldest)
            );
            Assert.Equal(
                days.Where(day => string.CompareOrdinal(day, first) >= 0),
                calendar.Titles($"after:{cut}", sort: LinkSort.Oldest)
            );
        }
        Assert.Equal(
            ["2024-01-01", "2024-02-29", "2024-03-01", "2024-03-15", "2024-12-31"],
            calendar.Titles("after:2024 before:2025", sort: LinkSort.Oldest)
        );
    }
}
