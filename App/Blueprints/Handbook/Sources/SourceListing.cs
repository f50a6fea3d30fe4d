namespace App.Blueprints.Handbook.Sources;

/// <summary>A file as it stands on a page.</summary>
/// <param name="Anchor">What the ids of its lines begin with; empty where it is the only file of the page.</param>
public sealed record SourceListing(SourceFile File, string Anchor)
{
    /// <summary>Each line with its number, which is its address and no part of what is copied.</summary>
    public string Html =>
        string.Concat(
            HighlightedSource
                .Lines(File.Text, File.Name[(File.Name.LastIndexOf('.') + 1)..])
                .Select(
                    (line, index) =>
                        $"<span class=\"line\" id=\"{Anchor}L{index + 1}\"><a href=\"#{Anchor}L{index + 1}\" data-number=\"{index + 1}\" aria-label=\"{index + 1}\"></a>{line}\n</span>"
                )
        );
}
