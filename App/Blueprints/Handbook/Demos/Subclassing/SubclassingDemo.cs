using App.Patterns.QueryStrings;

namespace App.Blueprints.Handbook.Demos.Subclassing;

/// <summary>Compares how an application and its subclass see the query parameters.</summary>
public sealed class SubclassingDemo(QueryOrderApps trails, IHttpContextAccessor accessor) : Demonstration
{
    public const string Begin = "?b=1&a=2&b=3&c=4";
    public const int MostSteps = 12;
    public const int LongestQuery = 600;

    public override string Slug => "subclassing";

    public override string Partial => "_Subclassing";

    /// <summary>The parameters of this request in their order; an example when there are none.</summary>
    public OrderedQuery Trail => OrderedQuery.Parse(Query);

    /// <summary>
    /// The query string of this request, cut to <see cref="LongestQuery"/> characters and <see cref="MostSteps"/>
    /// parameters. Without one, the example <see cref="Begin"/>.
    /// </summary>
    public string Query
    {
        get
        {
            var sent = accessor.HttpContext?.Request.QueryString.Value is { Length: > 1 } query ? query : Begin;
            return string.Join('&', sent[..Math.Min(sent.Length, LongestQuery)].Split('&').Take(MostSteps));
        }
    }

    public IReadOnlyList<(string Name, string Value)> Steps { get; } =
    [
        ("tag", "csharp"),
        ("tag", "sql"),
        ("Tag", "SQL"),
        ("site", "example.org"),
        ("sort", "title"),
        ("q", "salt & pepper"),
        ("a", ""),
    ];

    /// <summary>Example query strings that the visitor can try.</summary>
    public IReadOnlyList<string> Queries { get; } =
    [Begin, "?tag=csharp&site=example.org&tag=sql&sort=site&sort=title", "?A=1&a=2&A=3", "?a&b=&&c=+%20%FF"];

    public Task<IReadOnlyList<TrailStep>> SendPlain() => trails.SendPlain(Query);

    public Task<IReadOnlyList<TrailStep>> SendOrdered() => trails.SendOrdered(Query);
}
