using App.Patterns.Ajax;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Blueprints.Handbook.Demos.Ajax;

/// <summary>
/// Endpoints that return JSON: the sum of two numbers, and the names that start with a text. Flask documentation: AJAX
/// with jQuery, JSON View Functions.
/// </summary>
static class JQueryApi
{
    const int MostTopics = 8;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/patterns/sum", Add);
        routes.MapGet("/api/patterns/topics", Find);
    }

    /// <summary>Adds the query parameters <c>a</c> and <c>b</c>. A missing or invalid parameter counts as 0.</summary>
    public static Sum SumOf(IQueryCollection query) =>
        new(query.Text("a"), query.Text("b"), (long)query.Get("a", 0) + query.Get("b", 0));

    /// <summary>Handles <c>?a=&amp;b=</c>.</summary>
    static JsonHttpResult<SumResult> Add(HttpRequest request) =>
        TypedResults.Json(new SumResult(SumOf(request.Query).Result));

    /// <summary>Handles <c>?q=&amp;limit=</c>; returns the names that start with <c>q</c>.</summary>
    static JsonHttpResult<IEnumerable<string>> Find(HttpRequest request) => TypedResults.Json(JQueryDemo.Topics
        .Where(topic => topic.StartsWith(request.Query.Text("q").Trim(), StringComparison.OrdinalIgnoreCase))
        .Take(Math.Clamp(request.Query.Get("limit", MostTopics), 1, MostTopics)));
}

sealed record SumResult(long Result);
