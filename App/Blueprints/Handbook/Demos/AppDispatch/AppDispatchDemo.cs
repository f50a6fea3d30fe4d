namespace App.Blueprints.Handbook.Demos.AppDispatch;

/// <summary>
/// Lists URLs of the three applications to try, including URLs that none of the applications serves.
/// </summary>
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
