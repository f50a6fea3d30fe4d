namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>Addresses that lead to three applications, to what they do not have, and past them.</summary>
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
