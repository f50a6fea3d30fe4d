using System.Text;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Parses bookmark files from text or bytes.</summary>
static class BookmarkText
{
    public static List<BookmarkRow> Rows(string text) => Rows(Encoding.UTF8.GetBytes(text));

    public static List<BookmarkRow> Rows(byte[] bytes) => [.. new BookmarkFileReader(new MemoryStream(bytes)).Read()];

    public static List<BookmarkEntry> Entries(string text) => [.. Rows(text).Cast<BookmarkEntry>()];

    public static BookmarkEntry Entry(string text) => Assert.Single(Entries(text));

    public static RefusedEntry Refused(string text) => Assert.IsType<RefusedEntry>(Assert.Single(Rows(text)));

    /// <summary>Parses an A element with these attributes and returns its entry.</summary>
    public static BookmarkEntry Link(string attributes) =>
        Entry($"<DL><p><DT><A HREF=\"https://example.org/\" {attributes}>Title</A></DL>");

    public static string[] Urls(string text) =>
        [.. Rows(text).Select(row => row is BookmarkEntry entry ? entry.Url : $"!{((RefusedEntry)row).Reason}")];

    public static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
