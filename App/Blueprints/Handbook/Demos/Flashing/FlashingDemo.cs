using App.Patterns.Flashing;

namespace App.Blueprints.Handbook.Demos.Flashing;

/// <summary>Notes that wait for the next page: recorded here with a category, shown wherever notes are shown.</summary>
public sealed class FlashingDemo : Demonstration
{
    public override string Slug => "flashing";

    public override string Partial => "_Flashing";

    public IReadOnlyList<string> Categories { get; } =
    [FlashCategory.Message, FlashCategory.Info, FlashCategory.Warning, FlashCategory.Error];

    /// <summary>How many were recorded by this very request, to be shown by the next.</summary>
    public int Recorded { get; set; }
}
