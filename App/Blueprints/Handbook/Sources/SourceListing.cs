namespace App.Blueprints.Handbook.Sources;

/// <summary>A source file that a page shows with line numbers.</summary>
/// <param name="Anchor">The beginning of the HTML id of each line, different for each file on a page. Empty when the
/// page shows only one file.</param>
public sealed record SourceListing(SourceFile File, string Anchor)
{
    /// <summary>
    /// The lines of the file as HTML with syntax highlighting. Each line number is a link to its line. Copied text does
    /// not contain the numbers, because CSS inserts them.
    /// </summary>
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
