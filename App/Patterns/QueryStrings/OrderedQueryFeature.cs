using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.QueryStrings;

/// <summary>
/// Provides an <see cref="OrderedQuery"/> as <c>Request.Query</c>. Each application in a process can decide whether to
/// use this feature.
/// </summary>
/// <remarks>
/// Parses the query when it is first used, and again after the URL was rewritten. Flask documentation: Subclassing
/// Flask (<c>request_class</c>).
/// </remarks>
/// <param name="features">The features of the request.</param>
/// <param name="limit">
/// The maximum number of parameters; a longer query throws <see cref="BadHttpRequestException"/>.
/// </param>
public sealed class OrderedQueryFeature(IFeatureCollection features, int limit = OrderedQuery.Limit) : IQueryFeature
{
    string? read;
    IQueryCollection? query;

    /// <summary>The parameters of the request. Setting them also replaces the query string of the request.</summary>
    public IQueryCollection Query
    {
        get
        {
            var written = Request.QueryString;
            if (query is null || read != written) (query, read) = (OrderedQuery.Parse(written, limit), written);
            return query;
        }
        set
        {
            query = value;
            read = Request.QueryString = (value as OrderedQuery ?? OrderedQuery.Of(Pairs(value))).ToString();
        }
    }

    IHttpRequestFeature Request => features.GetRequiredFeature<IHttpRequestFeature>();

    static IEnumerable<KeyValuePair<string, string>> Pairs(IQueryCollection query) =>
        from parameter in query
        from value in parameter.Value
        select KeyValuePair.Create(parameter.Key, value ?? "");
}
