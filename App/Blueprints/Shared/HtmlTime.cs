using System.Globalization;

namespace App.Blueprints.Shared;

/// <summary>Times for the <c>datetime</c> attribute of a <c>time</c> element.</summary>
static class HtmlTime
{
    /// <summary>Formats a time in UTC. HTML allows at most three fractional digits of a second.</summary>
    public static string ToHtmlTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="ToHtmlTime(DateTimeOffset)"/>
    public static string ToHtmlTime(this DateTime time) => new DateTimeOffset(time).ToHtmlTime();
}
