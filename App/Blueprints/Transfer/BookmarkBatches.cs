namespace App.Blueprints.Transfer;

/// <summary>
/// Rows in batches: bounded by rows, so that others get their turn to write, and by characters, for the memory's sake.
/// </summary>
static class BookmarkBatches
{
    const int MostRows = 500;
    const int MostCharacters = 2 << 20;

    public static IEnumerable<IReadOnlyList<BookmarkRow>> InBatches(this IEnumerable<BookmarkRow> rows)
    {
        List<BookmarkRow> batch = [];
        var characters = 0;
        foreach (var row in rows)
        {
            batch.Add(row);
            if (row is BookmarkEntry entry) characters += entry.Url.Length + entry.Title.Length + entry.Description.Length + entry.Note.Length;
            if (batch.Count < MostRows && characters < MostCharacters) continue;
            yield return batch;
            batch = [];
            characters = 0;
        }
        if (batch.Count > 0) yield return batch;
    }
}
