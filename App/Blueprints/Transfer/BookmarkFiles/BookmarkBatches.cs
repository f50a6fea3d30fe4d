namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Rows in batches of one transaction each: bounded by rows, so that others get their turn to write, and by characters,
/// for the memory's sake. Not smaller, since each commit writes every page of the indexes that was touched, and few
/// rows touch most of them.
/// </summary>
static class BookmarkBatches
{
    const int MostRows = 2_500;
    const int MostCharacters = 2 << 20;

    public static IEnumerable<IReadOnlyList<BookmarkRow>> InBatches(this IEnumerable<BookmarkRow> rows)
    {
        List<BookmarkRow> batch = [];
        var characters = 0;
        foreach (var row in rows)
        {
            batch.Add(row);
            if (row is BookmarkEntry entry)
                characters += entry.Url.Length + entry.Title.Length + entry.Description.Length + entry.Note.Length;
            if (batch.Count < MostRows && characters < MostCharacters)
                continue;
            yield return batch;
            batch = [];
            characters = 0;
        }
        if (batch.Count > 0) yield return batch;
    }
}
