using System.Globalization;

namespace App.Patterns.Ajax;

/// <summary>
/// Reading typed values of a query that never fails. Flask: AJAX with jQuery, JSON View Functions
/// (<c>request.args.get("a", 0, type=int)</c>). Unlike there <c>1_000</c> and digits of other scripts are no numbers.
/// </summary>
public static class QueryValues
{
    /// <summary>
    /// The first value under this name as a <typeparamref name="T"/>, white space around it ignored; <paramref
    /// name="fallback"/> when it is missing, empty, out of range or something else. The platform's own binding answers
    /// 400 to most of these.
    /// </summary>
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

    /// <summary>The first value under this name as it was sent; empty when there is none.</summary>
    public static string Text(this IQueryCollection query, string name)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";
    }
}
