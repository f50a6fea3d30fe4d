using App.Patterns.Packages;

namespace App.Blueprints.Transfer;

public sealed class TransferBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/import", "/export"];
}
