using System.Collections.Concurrent;
using App.Patterns.Localization;
using App.Patterns.ViewDecorators;
using Microsoft.AspNetCore.Authorization;

namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>The data that a view in this file returns. It is rendered by a template, or sent as JSON.</summary>
/// <param name="Ran">How often the view has run for all visitors since startup, including this run.</param>
public sealed record DecoratedResult(string View, int Ran, DateTimeOffset MadeAt, string? Given);

/// <summary>Counts how often each view in this file has run.</summary>
public sealed class DecoratedRuns(TimeProvider time)
{
    readonly ConcurrentDictionary<string, int> ran = [];

    public int Of(string view) => ran.GetValueOrDefault(view);

    public DecoratedResult Run(string view, string? given) =>
        new(view, ran.AddOrUpdate(view, 1, (_, before) => before + 1), time.GetUtcNow(), given);
}

/// <summary>Four short views with decorators, such as <c>[Authorize]</c> and <c>[Cached]</c>.</summary>
static class DecoratedViews
{
    /// <summary>
    /// The name of the endpoint of the routes <c>/card</c> and <c>/card/{name}</c>. The name also determines its
    /// template.
    /// </summary>
    public const string Card = "Handbook.Demos.ViewDecorators.Decorated";

    public const string Members = "members";
    public const string Cached = "cached";
    public const string Both = "both";

    const string Root = "/{lang:lang}/patterns/viewdecorators";
    const string Template = "Handbook/Demos/ViewDecorators/Decorated";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Root}/{Members}", ShowMembers).Templated(Template);
        routes.MapGet($"{Root}/{Cached}", ShowCached).Templated(Template);
        routes.MapGet($"{Root}/{Both}", ShowBoth).Templated(Template);
        routes.MapRule($"{Root}/card", Card);
        routes.MapRule($"{Root}/card/{{name:maxlength(40)}}", Card);
        routes.Attach(Card, ShowCard).Templated();
    }

    [Authorize]
    static DecoratedResult ShowMembers(HttpContext context, DecoratedRuns runs) =>
        runs.Run(Members, context.User.Identity?.Name);

    [Cached("colour", Seconds = 60)]
    static DecoratedResult ShowCached(string? colour, DecoratedRuns runs) =>
        runs.Run(Cached, colour is { Length: <= 40 } ? colour : null);

    // Requires login and is cached. The attributes' order has no effect: authorization always runs before the cache.
    [Cached]
    [Authorize]
    static DecoratedResult ShowBoth(HttpContext context, DecoratedRuns runs) =>
        runs.Run(Both, context.User.Identity?.Name);

    // Returns data for the template, or a result such as a redirect, which is executed without the template.
    static object ShowCard(string? name, HttpContext context, DecoratedRuns runs) => name switch
    {
        "missing" => Results.NotFound(),
        "elsewhere" => Results.LocalRedirect(context.PathOf(Card, new { lang = context.Language() })!),
        _ => runs.Run(Card, name),
    };
}
