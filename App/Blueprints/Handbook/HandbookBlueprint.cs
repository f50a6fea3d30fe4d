using App.Patterns.Packages;

namespace App.Blueprints.Handbook;

public sealed class HandbookBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/patterns"];
}
