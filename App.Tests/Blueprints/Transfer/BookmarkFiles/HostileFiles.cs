using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Parses a very long bookmark file, and fails if this uses more than 16 MB of memory.</summary>
static class HostileFiles
{
    public const long Megabyte = 1024 * 1024;

    public static List<BookmarkRow> Read(EndlessStream stream, int keep = 10)
    {
        List<BookmarkRow> rows = [];
        using (stream)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var reader = new BookmarkFileReader(stream);
            foreach (var row in reader.Read())
            {
                if (rows.Count < keep) rows.Add(row);
            }
            Assert.Equal(stream.BytesMade, reader.BytesRead);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * Megabyte);
            GC.KeepAlive(reader);
        }
        return rows;
    }
}
