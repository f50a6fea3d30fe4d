using App.Patterns.Flashing;

namespace App.Blueprints.Handbook.Demos;

/// <summary>Rows that take four seconds, sent one by one; and what became of the last answers.</summary>
public sealed class StreamingDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    const int Shown = 5;

    public override string Slug => "streaming";

    public override string Partial => "Demos/_Streaming";

    public string EndsPartial => "Demos/_StreamEnds";

    /// <summary>The newest first.</summary>
    public IEnumerable<StreamEnd> Ends => browser.Key is { } visitor ? items.All<StreamEnd>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];
}
