using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace App.Pipeline;

/// <summary>
/// Corrects range requests before the platform reads them, for every endpoint that supports ranges (RFC 9110, 13.1.5
/// and 14.2). The platform treats every unit as bytes and ignores ranges above 64 bits. It also applies a range whose
/// <c>If-Range</c> is invalid.
/// </summary>
static partial class RangeRequests
{
    // Every number with at most this many decimal digits fits into 64 bits.
    const int SafeDigits = 18;

    public static IApplicationBuilder UseRangeRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Request.Headers;
        if (headers.Range.Count > 0)
        {
            if (headers.Range is [{ } range] && IsBytes(range) && IsValidator(headers))
                headers.Range = Number().Replace(range, Clipped);
            else headers.Remove(HeaderNames.Range);
        }
        return next(context);
    });

    static bool IsBytes(string range) => range.TrimStart().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase);

    static bool IsValidator(IHeaderDictionary headers) =>
        headers.IfRange.Count == 0 || (headers.IfRange is [{ } one] && RangeConditionHeaderValue.TryParse(one, out _));

    static string Clipped(Match number) => number.Value.TrimStart('0') switch
    {
        "" => "0",
        { Length: <= SafeDigits } digits => digits,
        _ => long.MaxValue.ToString(CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
