namespace App.Blueprints.Handbook.Demos.ViewDecorators;

/// <summary>
/// Shows how often each view of the live example has run. The chapter page reloads this table after each response of a
/// view.
/// </summary>
public sealed class DecoratedRunsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    protected override string PartialName => demo.RunsPartial;
}
