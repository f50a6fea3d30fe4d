using System.Text;
using App.Blueprints.Transfer.BookmarkFiles;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkFileProblemTests
{
    [Theory]
    [InlineData("", BookmarkFileProblem.Empty)]
    [InlineData(" \r\n\t ", BookmarkFileProblem.Empty)]
    [InlineData("%PDF-1.7\n<a href='http://a.example'>", BookmarkFileProblem.Pdf)]
    [InlineData("GIF89a<a href='http://a.example'>", BookmarkFileProblem.Image)]
    [InlineData("PK\u0003\u0004<<", BookmarkFileProblem.Archive)]
    [InlineData("SQLite format 3\0<", BookmarkFileProblem.Database)]
    [InlineData("bplist00<", BookmarkFileProblem.Binary)]
    [InlineData("a\0b\0\0\0c<", BookmarkFileProblem.Binary)]
    [InlineData("{\"roots\": {\"url\": \"<a href='http://a.example'>\"}}", BookmarkFileProblem.Json)]
    [InlineData(" [\n {\"a\": \"<\"}]", BookmarkFileProblem.Json)]
    [InlineData("[InternetShortcut]\nURL=http://a.example", BookmarkFileProblem.PlainText)]
    [InlineData("[1, \"<a href='http://a.example'>\"]", BookmarkFileProblem.Json)]
    [InlineData("some words <here> and 1 < 2", BookmarkFileProblem.PlainText)]
    [InlineData("url,title\nhttp://a.example,A", BookmarkFileProblem.Csv)]
    [InlineData("url,title\nhttp://a.example,<a href='http://b.example'>A</a>", BookmarkFileProblem.Csv)]
    [InlineData(
        "\uFEFFid,title,note,excerpt,url,folder,tags,created\n"
            + "1,\"a <b>\",,\"<A HREF=x>\",https://r.example.org/1,Work,\"a\",2023-01-02",
        BookmarkFileProblem.Csv
    )]
    [InlineData("\"title\";\"url\"\n\"A < B\";\"http://a.example\"", BookmarkFileProblem.Csv)]
    [InlineData("http://a.example,<DT><A HREF='http://b.example'>\n", BookmarkFileProblem.Csv)]
    public void A_file_of_another_type_is_detected_at_once(string text, BookmarkFileProblem problem)
    {
        var reader = new BookmarkFileReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(problem, reader.Problem);
        Assert.Empty(reader.Read());
    }

    [Fact]
    public void A_photograph_is_detected_at_once()
    {
        var noise = new byte[300_000];
        new Random(7).NextBytes(noise);
        Assert.Equal(
            BookmarkFileProblem.Image,
            new BookmarkFileReader(new MemoryStream([0xFF, 0xD8, 0xFF, 0xE0, .. noise])).Problem
        );
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>Nothing</title></head><body><p>No link here.</p></body></html>")]
    [InlineData("<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p></DL><p>")]
    [InlineData("<?xml version=\"1.0\"?><opml><body><outline xmlUrl=\"http://a.example\"/></body></opml>")]
    public void Markup_without_a_link_is_detected_at_its_end(string text)
    {
        var reader = new BookmarkFileReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(BookmarkFileProblem.None, reader.Problem);
        Assert.Empty(reader.Read());
        Assert.Equal(BookmarkFileProblem.NoLinks, reader.Problem);
    }

    [Theory]
    [InlineData("Saved from a page\n<A HREF=\"http://a.example/\">A</A>")]
    [InlineData("My links, sorted\n<DL><DT><A HREF=\"http://a.example/\">A</A></DL>")]
    public void Text_before_the_first_tag_is_ignored(string text) =>
        Assert.Equal(["http://a.example/"], BookmarkText.Urls(text));

    [Fact]
    public void A_file_with_links_has_no_problem()
    {
        var bytes = "<a href='http://a.example'>A</a>"u8.ToArray();
        var reader = new BookmarkFileReader(new MemoryStream(bytes));
        Assert.Single(reader.Read());
        Assert.Equal(
            (BookmarkFileProblem.None, bytes.Length, "utf-8"),
            (reader.Problem, reader.BytesRead, reader.Encoding)
        );
    }
}
