using System.Collections.Immutable;
using App.Patterns.Http;
using App.Patterns.LazyViews;

namespace App.Blueprints.Handbook.Demos.LazyViews;

/// <summary>
/// A small application of the visitor's own, whose views load when they are asked for; and the library's views, as they
/// stand.
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

    /// <summary>What can be asked for, and the view that answers.</summary>
    public static readonly ImmutableArray<(string View, string Path)> Addresses =
    [
        ("Hello", "/hello"),
        ("Hello", "/hello/ada"),
        ("Sum", "/sum/2/3"),
        ("LateClock", "/clock"),
        ("Forgotten", "/forgotten"),
    ];

    public override string Slug => "lazyloading";

    public override string Partial => "_LazyLoading";

    /// <summary>The visitor's own; null before the first request to them.</summary>
    public IReadOnlyList<LazyViewState>? Views =>
        browser.Key is { } visitor ? visitors.Find(visitor)?.States.All : null;

    /// <summary>The last requests, the newest first.</summary>
    public IEnumerable<LateCall> Calls =>
        browser.Key is { } visitor ? items.All<LateCall>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];

    /// <summary>What the check has just found to be wrong; null when nobody asked.</summary>
    public IReadOnlyList<string>? Wrong { get; set; }

    /// <summary>The parts of this program whose services are built by the first request to them.</summary>
    public IReadOnlyList<LazyPartState> Parts => parts.All;

    /// <summary>The views of this program's own map.</summary>
    public IReadOnlyList<LazyViewState> Library => library.All;
}
