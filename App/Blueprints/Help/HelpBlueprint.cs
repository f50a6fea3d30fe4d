using App.Patterns.Packages;

namespace App.Blueprints.Help;

/// <summary>What the program is and which keys it knows.</summary>
public sealed class HelpBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/about", "/keys"];
}
