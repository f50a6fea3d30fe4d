using System.Globalization;

namespace App.Patterns.SqlMapping;

/// <summary>The page number in a URL. Flask documentation: SQLAlchemy in Flask (<c>paginate</c>).</summary>
public static class PageNumber
{
    /// <summary>The name of the query parameter.</summary>
    public const string Name = "page";

    /// <summary>Parses the page number of a request.</summary>
    /// <param name="query">The query of the request.</param>
    /// <returns>
    /// 1 when the parameter is missing or empty; null when it is not a positive number, so that you can respond 404.
    /// </returns>
    public static int? Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var typed = query[Name].FirstOrDefault();
        if (string.IsNullOrWhiteSpace(typed)) return 1;
        var isNumber = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number > 0 ? number : null;
    }
}
