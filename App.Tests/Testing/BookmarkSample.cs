using System.Globalization;
using System.Text;

namespace App.Tests.Testing;

/// <summary>
/// A bookmark file of any size, as a browser writes it: folders of a hundred links, three tags on every third link.
/// </summary>
public static class BookmarkSample
{
    public static string Of(int links, string host = "example.org")
    {
        var text = new StringBuilder(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
                + "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n"
                + "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
        );
        for (var i = 0; i < links; i++)
        {
            if (i % 100 == 0)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{(i > 0 ? "</DL><p>\n" : "")}<DT><H3>Folder {i / 100}</H3>\n<DL><p>\n"
                );
            var tags = i % 3 == 0 ? $" TAGS=\"even,tag{i % 50},read later\"" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"<DT><A HREF=\"https://{host}/page/{i}\" ADD_DATE=\"{1_600_000_000 + i * 60}\"{tags}"
                    + $">Page number {i} about water</A>\n<DD>Description of page {i}\n"
            );
        }
        return text.Append("</DL><p>\n</DL><p>\n").ToString();
    }
}
