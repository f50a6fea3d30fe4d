using App.Patterns.Packages;

namespace App.Blueprints.Links;

public sealed class LinksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/", "/links", "/tags", "/@"];
}
