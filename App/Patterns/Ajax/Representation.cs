using Microsoft.Net.Http.Headers;

namespace App.Patterns.Ajax;

/// <summary>The formats of a response.</summary>
/// <remarks><c>Page</c> is a full HTML page, <c>Fragment</c> is a partial for htmx, <c>Json</c> is JSON data.</remarks>
public enum Representation { Page, Fragment, Json }

/// <summary>Selects the format of a response by the request headers.</summary>
/// <remarks>Flask documentation: AJAX with jQuery.</remarks>
public static class Representations
{
    /// <summary>Returns the format that the client prefers.</summary>
    /// <param name="request">The current request.</param>
    /// <returns>
    /// JSON when <c>Accept</c> ranks JSON above HTML; a fragment for an htmx request; otherwise a page, also when
    /// <c>Accept</c> is <c>*/*</c> or contains neither JSON nor HTML.
    /// </returns>
    /// <remarks>Side effect: adds <c>Vary: HX-Request</c> to the response unless the result is JSON.</remarks>
    public static Representation Wanted(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PrefersJson(request)) return Representation.Json;
        return request.WantsFragment() ? Representation.Fragment : Representation.Page;
    }

    static bool PrefersJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && Quality(accepted, "application/json") is var json && json > 0 && json > Quality(accepted, "text/html");

    // Returns the quality (0 to 1) that Accept assigns to a type. The most specific matching media range decides.
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
