using App.Blueprints.Shared;
using App.Patterns.Packages;
using App.Patterns.ViewDecorators;

namespace App.Blueprints.Feeds;

/// <summary>Atom and RSS feeds of public links.</summary>
public sealed class FeedsBlueprint : Blueprint
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("/feeds/public.{format:regex(^(atom|rss)$)}", FeedLinks.Endpoint);
        routes.MapRule("/feeds/@{name}.{format:regex(^(atom|rss)$)}", FeedLinks.Endpoint);
        routes.Attach(FeedLinks.Endpoint, FeedPage.Show);
    }
}
