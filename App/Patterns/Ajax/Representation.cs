using Microsoft.Net.Http.Headers;

namespace App.Patterns.Ajax;

/// <summary>The forms in which one handler's data can be answered.</summary>
public enum Representation { Page, Fragment, Json }

public static class Representations
{
    /// <summary>
    /// What a request wants: JSON when it accepts that and HTML less or not at all, a fragment when htmx wants one,
    /// else a page. Whoever accepts anything, or nothing of these, gets a page.
    /// </summary>
    public static Representation Wanted(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PrefersJson(request)) return Representation.Json;
        return request.WantsFragment() ? Representation.Fragment : Representation.Page;
    }

    static bool PrefersJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && Quality(accepted, "application/json") is var json && json > 0 && json > Quality(accepted, "text/html");

    // The most special range that covers a type says how welcome it is.
    static double Quality(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        var range = accepted
            .Where(wanted.IsSubsetOf)
            .OrderBy(one =>
                one.MatchesAllTypes ? 2
                : one.MatchesAllSubTypes ? 1
                : 0
            )
            .FirstOrDefault();
        return range is null ? 0 : range.Quality ?? 1;
    }
}
