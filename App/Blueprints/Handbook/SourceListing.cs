namespace App.Blueprints.Handbook;

/// <summary>A file as it stands on a page.</summary>
/// <param name="Anchor">What the ids of its lines begin with; empty where it is the only file of the page.</param>
public sealed record SourceListing(SourceFile File, string Anchor)
{
    public IReadOnlyList<string> Lines => HighlightedSource.Lines(File.Text, File.Name[(File.Name.LastIndexOf('.') + 1)..]);
}
