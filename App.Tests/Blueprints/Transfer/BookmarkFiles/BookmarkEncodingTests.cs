using System.Text;
using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkEncodingTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\r")]
    [InlineData("\r")]
    public void Every_kind_of_line_break_counts_as_one_line(string lineBreak) =>
        Assert.Equal(
            4,
            Entry(string.Join(lineBreak, "<DL>", "", "", "<DT><A HREF=\"http://a.example\">A</A>", "</DL>")).Line
        );

    [Theory]
    [InlineData("utf-8", true, "")]
    [InlineData("utf-16", true, "")]
    [InlineData("utf-16BE", true, "")]
    [InlineData("utf-32", true, "")]
    [InlineData("utf-16", false, "")]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-8", false, "")]
    [InlineData("utf-8", false, "iso-8859-1")]
    [InlineData("utf-8", false, "shift_jis")]
    [InlineData("utf-8", false, "no-such-set")]
    [InlineData("windows-1252", false, "")]
    [InlineData("windows-1252", false, "utf-8")]
    [InlineData("windows-1252", false, "windows-1252")]
    [InlineData("windows-1252", false, "utf-16")]
    public void The_encoding_is_detected(string encoding, bool hasMark, string declared)
    {
        var writer = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var meta =
            declared.Length > 0 ? $"<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={declared}\">" : "";
        var text =
            $"<!DOCTYPE NETSCAPE-Bookmark-file-1>{meta}"
                + "<DL><DT><A HREF=\"http://a.example/é\">Ça coûte 5 € – “déjà”</A></DL>";
        byte[] bytes = [.. hasMark ? writer.GetPreamble() : [], .. writer.GetBytes(text)];
        var entry = Assert.IsType<BookmarkEntry>(Assert.Single(Rows(bytes)));
        Assert.Equal(("Ça coûte 5 € – “déjà”", "http://a.example/é"), (entry.Title, entry.Url));
    }

    [Theory]
    [InlineData("shift_jis", "日本語のページ")]
    [InlineData("koi8-r", "Привет, мир")]
    [InlineData("windows-1251", "Рёв и ещё")]
    [InlineData("gb2312", "中文网页")]
    public void A_declared_encoding_is_used_if_the_bytes_match(string encoding, string title)
    {
        var writer = CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        var entry = Rows(
            writer.GetBytes($"<meta charset='{encoding}'><DL><DT><A HREF='http://a.example/'>{title}</A></DL>")
        )[0];
        Assert.Equal(title, Assert.IsType<BookmarkEntry>(entry).Title);
    }

    [Fact]
    public void One_invalid_byte_damages_nothing_else()
    {
        byte[] bytes = [.. "<DL><DT><A HREF='http://a.example/'>gr\u00fcn "u8, 0xE9, .. " blau \u00e9</A></DL>"u8];
        Assert.Equal("grün é blau é", Assert.IsType<BookmarkEntry>(Rows(bytes)[0]).Title);
    }
}
