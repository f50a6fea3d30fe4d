using System.Collections;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.QueryStrings;

/// <summary>
/// The parameters of an address in the order in which they stand there, repeats and all: <c>b=1&amp;a=2&amp;b=3</c> is
/// three pairs. Names keep their case; by name it gives the first value or all of them. What was read is written back
/// letter by letter. The platform's own collection puts repeats together and takes <c>A</c> for <c>a</c>. Flask:
/// Subclassing Flask (<c>ImmutableOrderedMultiDict</c>).
/// </summary>
public sealed class OrderedQuery : IQueryCollection
{
    /// <summary>Parameters in one address, as many as the platform allows in a form.</summary>
    public const int Limit = 1024;

    static readonly OrderedQuery empty = new([]);

    readonly Parameter[] parameters;
    readonly ILookup<string, string> byName;

    OrderedQuery(Parameter[] parameters)
    {
        this.parameters = parameters;
        byName = Pairs.ToLookup(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>An address without parameters.</summary>
    public bool IsEmpty => !Pairs.Any();

    /// <summary>Of pairs, as many as enumerating gives.</summary>
    public int Count => Pairs.Count();

    /// <summary>Each name once, in the order of its first pair.</summary>
    public ICollection<string> Keys => [.. byName.Select(values => values.Key)];

    /// <summary>All values under a name, the first one first; none for a name that is not there.</summary>
    public StringValues this[string key] => TryGetValue(key, out var values) ? values : StringValues.Empty;

    /// <summary>
    /// Reads what stands behind the path, with or without its question mark: <c>+</c> and <c>%20</c> are a space, bytes
    /// that are no text become U+FFFD, a name without a value has an empty one. Throws <see
    /// cref="BadHttpRequestException"/> (400) beyond <paramref name="limit"/> parameters.
    /// </summary>
    public static OrderedQuery Parse(string? query, int limit = Limit)
    {
        if (string.IsNullOrEmpty(query)) return empty;
        var text = query[0] == '?' ? query[1..] : query;
        return IsTooLong(text, limit)
            ? throw new BadHttpRequestException($"An address has at most {limit} parameters.")
            : new([.. text.Split('&').Select(Parameter.Read)]);
    }

    /// <summary>These pairs, in this order; <see cref="Parse"/> gives them back.</summary>
    public static OrderedQuery Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new([.. pairs.Select(Parameter.Write)]);

    /// <summary>Whether there are more parameters than <paramref name="limit"/>, told without reading one.</summary>
    public static bool IsTooLong(string? query, int limit = Limit) => query.AsSpan().Count('&') >= limit;

    /// <summary>
    /// The address part that was read, or one that reads as these pairs; with its question mark, empty for none.
    /// </summary>
    public override string ToString() =>
        parameters.Length == 0 ? "" : "?" + string.Join('&', parameters.Select(parameter => parameter.Written));

    public bool ContainsKey(string key) => byName.Contains(key);

    public bool TryGetValue(string key, out StringValues value)
    {
        value = byName[key].ToArray();
        return value.Count > 0;
    }

    /// <summary>Pair by pair, so that one name may come again.</summary>
    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() =>
        Pairs.Select(pair => KeyValuePair.Create(pair.Name, new StringValues(pair.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Two ampersands in a row hold nothing between them.
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
