namespace App.Blueprints.Handbook.Demos.BackgroundTasks;

/// <summary>
/// Lists the visitor's task runs. The page polls this list while a run is waiting or running. Because there are many
/// such requests, the HTTP traffic that the chapter shows leaves them out.
/// </summary>
[Unrecorded]
public sealed class CeleryRunsModel(CeleryDemo demo) : DemonstrationPage(demo)
{
    protected override string PartialName => demo.RunsPartial;
}
