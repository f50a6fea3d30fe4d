using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Imports;

namespace App.Blueprints.Transfer.Previews;

/// <summary>
/// Reads a bookmark file in the same way as an import and determines the outcome of each row, without writing anything.
/// Uses a limited amount of memory, plus about 30 bytes per link.
/// </summary>
public sealed class PreviewReader(LinkImportStore links)
{
    const int ShownUrl = 500;
    const int ShownTitle = 200;
    const int ShownFolder = 300;

    /// <summary>Returns the rows of the file in batches and counts them in <paramref name="tally"/>.</summary>
    public IEnumerable<IReadOnlyList<PreviewRow>> Read(BookmarkFileReader reader, long accountId, PreviewTally tally)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(tally);
        var (options, seen) = (new ImportOptions(), new SeenLinks());
        foreach (var batch in reader.Read().InBatches())
        {
            var rows = batch
                .Select(row => (Row: row, Import: ImportRow.Of(row, options, ExcludedFolders.None)))
                .ToList();
            var isFirst = rows.Select(row => row.Import.Link is { } link && seen.Add(link.Url)).ToList();
            Queue<ImportOutcome> outcomes = new(
                links.Preview(
                    accountId,
                    [
                        .. rows.Where((_, number) => isFirst[number])
                            .Select(row => new ImportCandidate(row.Import.Link!, ((BookmarkEntry)row.Row).OwnFolder)),
                    ]
                )
            );
            yield return
            [
                .. rows.Select(
                    (row, number) => Shown(row.Row, row.Import, KindOf(row.Import, isFirst[number], outcomes), tally)
                ),
            ];
        }
    }

    static PreviewKind KindOf(ImportRow row, bool isFirst, Queue<ImportOutcome> outcomes) => row switch
    {
        { Refusal: not null } => PreviewKind.Refused,
        _ when !isFirst => PreviewKind.Repeat,
        _ => outcomes.Dequeue() switch
        {
            ImportOutcome.New => PreviewKind.New,
            ImportOutcome.Completed => PreviewKind.Merge,
            ImportOutcome.Tagged => PreviewKind.Tags,
            _ => PreviewKind.Unchanged,
        },
    };

    static PreviewRow Shown(BookmarkRow row, ImportRow import, PreviewKind kind, PreviewTally tally) => new()
    {
        Kind = kind,
        Position = tally.Count(kind, row),
        Line = row.Line,
        Reason = import.Refusal?.Reason.ToString() ?? "",
        Url = Cut(import.Link?.Url.Address ?? import.Refusal?.Url, ShownUrl),
        Title = Cut(import.Link?.Title ?? import.Refusal?.Title, ShownTitle),
        Folder = Cut(import.Link?.Folder, ShownFolder),
    };

    static string Cut(string? text, int length) =>
        text is null ? "" : PlainText.Line(text.Length > length ? text[..length] + "…" : text);
}
