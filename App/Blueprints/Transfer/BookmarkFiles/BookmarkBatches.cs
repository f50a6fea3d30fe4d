namespace App.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Groups the rows of a bookmark file into batches; each batch is stored in one transaction. A batch has at most 2,500
/// rows, so that other writers can proceed between batches, and about 2 million characters, to limit memory. Smaller
/// batches are slower: a few rows already change most pages of the database indexes, and each commit writes all changed
/// pages.
/// </summary>
static class BookmarkBatches
{
    const int MaxRows = 2_500;
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
            if (batch.Count < MaxRows && characters < MostCharacters)
                continue;
            yield return batch;
            batch = [];
            characters = 0;
        }
        if (batch.Count > 0) yield return batch;
    }
}
