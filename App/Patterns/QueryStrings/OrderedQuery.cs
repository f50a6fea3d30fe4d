using System.Collections;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.QueryStrings;

/// <summary>
/// The query parameters of a URL in their original order, including repeated names: <c>b=1&amp;a=2&amp;b=3</c> is three
/// pairs.
/// </summary>
/// <remarks>
/// Names are case-sensitive. A parsed query is written back unchanged. ASP.NET Core's own collection merges repeated
/// names and ignores case. Flask documentation: Subclassing Flask (<c>ImmutableOrderedMultiDict</c>).
/// </remarks>
public sealed class OrderedQuery : IQueryCollection
{
    /// <summary>The default maximum number of parameters, which is ASP.NET Core's limit for form fields.</summary>
    public const int Limit = 1024;

    static readonly OrderedQuery empty = new([]);

    readonly Parameter[] parameters;
    readonly ILookup<string, string> byName;

    OrderedQuery(Parameter[] parameters)
    {
        this.parameters = parameters;
        byName = Pairs.ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>Whether there are no parameters.</summary>
    public bool IsEmpty => !Pairs.Any();

    /// <summary>The number of pairs, counting repeated names.</summary>
    public int Count => Pairs.Count();

    /// <summary>The distinct names, in the order of their first pair.</summary>
    public ICollection<string> Keys => [.. byName.Select(values => values.Key)];

    /// <summary>Returns all values of a name in their original order; empty when the name is missing.</summary>
    /// <param name="key">The name of the parameter.</param>
    public StringValues this[string key] => TryGetValue(key, out var values) ? values : StringValues.Empty;

    /// <summary>Parses a query string.</summary>
    /// <remarks>
    /// Decodes <c>+</c> and <c>%20</c> as a space. Invalid UTF-8 becomes U+FFFD. A name without a value has an empty
    /// one.
    /// </remarks>
    /// <param name="query">The query, with or without its question mark; null is accepted.</param>
    /// <param name="limit">The maximum number of parameters.</param>
    /// <returns>The parameters.</returns>
    /// <exception cref="BadHttpRequestException">
    /// There are more than <paramref name="limit"/> parameters; status 400.
    /// </exception>
    public static OrderedQuery Parse(string? query, int limit = Limit)
    {
        if (string.IsNullOrEmpty(query)) return empty;
        var text = query[0] == '?' ? query[1..] : query;
        return IsTooLong(text, limit)
            ? throw new BadHttpRequestException($"A URL can have at most {limit} parameters.")
            : new([.. text.Split('&').Select(Parameter.Read)]);
    }

    /// <summary>Creates a query from pairs, in their order.</summary>
    /// <param name="pairs">The names and values, not encoded.</param>
    /// <returns>The query; parsing its text returns the same pairs.</returns>
    public static OrderedQuery Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new([.. pairs.Select(Parameter.Write)]);

    /// <summary>Whether there are more than <paramref name="limit"/> parameters. Counts without decoding.</summary>
    /// <param name="query">The query; null is accepted.</param>
    /// <param name="limit">The maximum number of parameters.</param>
    /// <returns>True when the query has too many parameters.</returns>
    public static bool IsTooLong(string? query, int limit = Limit) => query.AsSpan().Count('&') >= limit;

    /// <summary>Returns the query string, exactly as it was parsed.</summary>
    /// <returns>The query with its question mark; empty when there are no parameters.</returns>
    public override string ToString() =>
        parameters.Length == 0 ? "" : "?" + string.Join('&', parameters.Select(parameter => parameter.Written));

    /// <inheritdoc />
    public bool ContainsKey(string key) => byName.Contains(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, out StringValues value)
    {
        value = byName[key].ToArray();
        return value.Count > 0;
    }

    /// <summary>Enumerates the pairs in their original order, so that a name may occur more than once.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() =>
        Pairs.Select(pair => KeyValuePair.Create(pair.Name, new StringValues(pair.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The parameters without the empty ones, which occur between two adjacent ampersands.
    IEnumerable<Parameter> Pairs => parameters.Where(parameter => parameter.Written.Length > 0);

    readonly record struct Parameter(string Written, string Name, string Value)
    {
        public static Parameter Read(string written)
        {
            var (name, value) = written.IndexOf('=') is >= 0 and var end
                ? (written[..end], written[(end + 1)..])
                : (written, "");
            return new(written, WebUtility.UrlDecode(name), WebUtility.UrlDecode(value));
        }

        public static Parameter Write(KeyValuePair<string, string> pair) =>
            new($"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}", pair.Key, pair.Value);
    }
}
