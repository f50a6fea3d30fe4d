using App.Patterns.Packages;

namespace App.Blueprints.Tasks;

public sealed class TasksBlueprint : Blueprint
{
    public override IReadOnlyList<string> Prefixes => ["/tasks"];
}
