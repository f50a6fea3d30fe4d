using Microsoft.AspNetCore.Http.Features;

namespace App.Patterns.QueryStrings;

/// <summary>
/// Gives a request its parameters as an <see cref="OrderedQuery"/>: an application that names it keeps their order, its
/// neighbours do not notice. Read when first asked for, and again when the address was rewritten. Flask: Subclassing
/// Flask (<c>request_class</c>).
/// </summary>
public sealed class OrderedQueryFeature(IFeatureCollection features, int limit = OrderedQuery.Limit) : IQueryFeature
{
    string? read;
    IQueryCollection? query;

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
