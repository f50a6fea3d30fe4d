using System.Collections.Immutable;
using App.Patterns.ViewDecorators;

namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>Offers views with each of the four decorators, and shows how often each view has run.</summary>
public sealed class ViewDecoratorsDemo(DecoratedRuns runs) : Demonstration
{
    public override string Slug => "viewdecorators";

    public override string Partial => "_ViewDecorators";

    /// <summary>The partial view that shows how often each view has run. It is reloaded after each response.</summary>
    public string RunsPartial => "_DecoratedViews";

    /// <summary>The views and the URLs to try, relative to the chapter's URL.</summary>
    public ImmutableArray<DecoratedPart> Parts { get; } =
    [
        new("Login required", "[Authorize]", DecoratedViews.Members, ["members"]),
        new(
            "Cached",
            "[Cached(\"colour\", Seconds = 60)]",
            DecoratedViews.Cached,
            ["cached", "cached?colour=red", "cached?utm=x&colour=red"]
        ),
        new("Both, the cache outside", "[Cached, Authorize]", DecoratedViews.Both, ["both"]),
        new("Templated", ".Templated()", DecoratedViews.Card, ["card/ada", "card/elsewhere"]),
    ];

    public string Endpoint => DecoratedViews.Card;

    public int RunsOf(string view) => runs.Of(view);

    /// <summary>
    /// Builds a URL from the name of the endpoint <see cref="Endpoint"/>. The argument <c>name</c> becomes the last
    /// path segment.
    /// </summary>
    public string? AddressOf(HttpContext context, string language, string? name) =>
        context.PathOf(Endpoint, new { lang = language, name });
}

/// <param name="Decorators">The decorators as they are written in the source code.</param>
/// <param name="View">The view whose runs are counted.</param>
public sealed record DecoratedPart(string Title, string Decorators, string View, ImmutableArray<string> Addresses);
