using System.Globalization;

namespace App.Patterns.Ajax;

/// <summary>Reads typed values from a query string, with a fallback for missing and invalid values.</summary>
/// <remarks>
/// <c>1_000</c> and non-ASCII digits are invalid, whereas Flask accepts them. Flask documentation: AJAX with jQuery,
/// JSON View Functions (<c>request.args.get("a", 0, type=int)</c>).
/// </remarks>
public static class QueryValues
{
    /// <summary>Returns the first value of a parameter, parsed with the invariant culture.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="query">The query parameters.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="fallback">The result for a missing, empty, invalid or out-of-range value.</param>
    /// <returns>The parsed value, or <paramref name="fallback"/>.</returns>
    /// <remarks>
    /// Surrounding white space is ignored. ASP.NET Core's model binding would respond 400 to most invalid values.
    /// </remarks>
    public static T Get<T>(this IQueryCollection query, string name, T fallback) where T : IParsable<T>
    {
        ArgumentNullException.ThrowIfNull(query);
        return
            query.TryGetValue(name, out var values)
            && values.Count > 0
            && T.TryParse(values[0]?.Trim(), CultureInfo.InvariantCulture, out var value)
            ? value
            : fallback;
    }

    /// <summary>Returns the first value of a parameter, unchanged.</summary>
    /// <param name="query">The query parameters.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <returns>The value; empty when the parameter is missing.</returns>
    public static string Text(this IQueryCollection query, string name)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";
    }
}
