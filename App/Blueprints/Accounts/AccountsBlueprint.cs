using App.Patterns.Packages;

namespace App.Blueprints.Accounts;

public sealed class AccountsBlueprint : Blueprint
{
    public bool SignUpOpen { get; init; } = true;

    public override IReadOnlyList<string> Prefixes => ["/account"];
}
