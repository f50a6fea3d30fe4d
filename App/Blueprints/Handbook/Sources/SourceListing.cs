namespace App.Blueprints.Handbook.Sources;

/// <summary>A source file that is shown on a page.</summary>
/// <param name="Anchor">The prefix of the ids of the file's lines; empty when the page shows no other file.</param>
public sealed record SourceListing(SourceFile File, string Anchor)
{
    /// <summary>The highlighted lines. Line numbers link to themselves and are not copied with the text.</summary>
    public string Html =>
        string.Concat(
            HighlightedSource
                .Lines(File.Text, File.Name[(File.Name.LastIndexOf('.') + 1)..])
                .Select(
                    (line, index) =>
                        $"<span class=\"line\" id=\"{Anchor}L{index + 1}\">"
                            + $"<a href=\"#{Anchor}L{index + 1}\" "
                            + $"data-number=\"{index + 1}\" aria-label=\"{index + 1}\"></a>{line}\n</span>"
                )
        );
}
