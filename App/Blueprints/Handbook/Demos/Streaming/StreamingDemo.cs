using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.Streaming;

/// <summary>Streams rows for four seconds, and shows how the last responses ended.</summary>
public sealed class StreamingDemo(DemonstrationStore items, BrowserCookie browser) : Demonstration
{
    const int Shown = 5;

    public override string Slug => "streaming";

    public override string Partial => "_Streaming";

    public string EndsPartial => "_StreamEnds";

    /// <summary>How this visitor's last responses ended, newest first.</summary>
    public IEnumerable<StreamEnd> Ends =>
        browser.Key is { } visitor ? items.All<StreamEnd>(visitor, Slug).Select(item => item.Value).Take(Shown) : [];
}
