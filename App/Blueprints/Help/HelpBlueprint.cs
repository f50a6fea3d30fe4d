using App.Patterns.Packages;

namespace App.Blueprints.Help;

/// <summary>Pages about the application and its keyboard shortcuts.</summary>
public sealed class HelpBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/about", "/keys"];
}
