using App.Patterns.Flashing;

namespace App.Blueprints.Handbook.Demos.Flashing;

/// <summary>Records flash messages with a category; the next page shows them.</summary>
public sealed class FlashingDemo : Demonstration
{
    public override string Slug => "flashing";

    public override string Partial => "_Flashing";

    public IReadOnlyList<string> Categories { get; } =
    [FlashCategory.Message, FlashCategory.Info, FlashCategory.Warning, FlashCategory.Error];

    /// <summary>How many messages this request recorded.</summary>
    public int Recorded { get; set; }
}
