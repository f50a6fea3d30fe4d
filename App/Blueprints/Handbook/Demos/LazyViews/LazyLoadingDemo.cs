using System.Collections.Immutable;
using App.Patterns.Http;
using App.Patterns.LazyViews;

namespace App.Blueprints.Handbook.Demos.LazyViews;

/// <summary>
/// Gives each visitor a small application that loads its views lazily. Also shows which views of this program are
/// loaded.
/// </summary>
public sealed class LazyLoadingDemo(
    VisitorsLateViews visitors,
    LazyViewStates library,
    LazyParts parts,
    DemonstrationStore items,
    BrowserCookie browser
) : Demonstration
{
    const int Shown = 6;

    /// <summary>
    /// The paths that a visitor can request from the small application, and the view that each path shows.
    /// </summary>
    public static readonly ImmutableArray<(string View, string Path)> Addresses =
    [
        ("Hello", "/hello"),
        ("Hello", "/hello/ada"),
        ("Sum", "/sum/2/3"),
        ("LateClock", "/clock"),
        ("Missing", "/missing"),
    ];

    public override string Slug => "lazyloading";

    public override string Partial => "_LazyLoading";

    /// <summary>
    /// The views of the application that was built for this visitor; null before the visitor's first request.
    /// </summary>
    public IReadOnlyList<LazyViewState>? Views =>
        browser.Key is { } visitor ? visitors.Find(visitor)?.States.All : null;

    /// <summary>This visitor's last requests to the application, newest first.</summary>
    public IEnumerable<LateCall> Calls =>
        browser.Key is { } visitor ? items.All<LateCall>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];

    /// <summary>
    /// The errors of views that could not be loaded; null when this request did not verify the views.
    /// </summary>
    public IReadOnlyList<string>? Wrong { get; set; }

    /// <summary>The parts of this program whose services are created by the first request to them.</summary>
    public IReadOnlyList<LazyPartState> Parts => parts.All;

    /// <summary>The lazily loaded views of this program.</summary>
    public IReadOnlyList<LazyViewState> Library => library.All;
}
