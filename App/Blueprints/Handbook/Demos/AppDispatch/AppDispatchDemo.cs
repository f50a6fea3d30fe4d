namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>Lists URLs of the three example applications, including URLs that no application serves.</summary>
public sealed class AppDispatchDemo(Places places) : Demonstration
{
    public override string Slug => "appdispatch";

    public override string Partial => "_AppDispatch";

    public string PlacesPartial => "_Places";

    public Places Places => places;

    public IReadOnlyList<string> Paths { get; } =
    [
        "/garden/",
        "/garden/door/3",
        "/garden/nowhere",
        "/harbour/",
        "/harbour//door/3",
        "/mill",
        "/Garden/",
        "/gardens/",
        "/castle/",
        "/",
    ];
}
