using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Tests how bookmark files with unescaped or missing quotation marks are parsed.</summary>
public sealed class BookmarkQuotesTests
{
    const string Url = "https://m.example.org/one";

    [Theory]
    [InlineData("TAGS=\"a \"b\", c\" ADD_DATE=\"1600000000\"", "a \"b\"|c")]
    [InlineData("TAGS=\"say \"hi\",quoted\" ADD_DATE=\"1600000000\"", "say \"hi\"|quoted")]
    [InlineData("TAGS=\"a \"b\" c,d\" ADD_DATE=\"1600000000\"", "a \"b\" c|d")]
    [InlineData("ADD_DATE=\"1600000000\" TAGS=\"x,5\" screen\"", "x|5\" screen")]
    [InlineData("TAGS='it''s,x' ADD_DATE='1600000000'", "it''s|x")]
    [InlineData("TAGS='don't,x' ADD_DATE='1600000000'", "don't|x")]
    [InlineData("TAGS=\"a,b\"ADD_DATE=\"1600000000\"", "a|b")]
    [InlineData("TAGS=\"a,b\" unknown=x ADD_DATE=\"1600000000\"", "a|b")]
    [InlineData("TAGS=\"a,b\" PRIVATE ADD_DATE=1600000000", "a|b")]
    [InlineData("TAGS=\"a,href=\" ADD_DATE=\"1600000000\"", "a|href=")]
    [InlineData("TAGS=\"\"ADD_DATE=\"1600000000\"", "")]
    public void Tags_with_quotation_marks_are_read_completely(string attributes, string tags)
    {
        var entry = Entry($"<DL><DT><A HREF=\"{Url}\" {attributes}>Title \"x\" y</A></DL>");
        Assert.Equal((Url, "Title \"x\" y", tags), (entry.Url, entry.Title, string.Join('|', entry.Tags)));
        Assert.Equal(Utc(2020, 9, 13, 12, 26, 40), entry.AddedAt);
    }

    [Theory]
    [InlineData($"HREF=\"{Url} TAGS=\"a,b\" ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF=\"{Url}  TAGS = \"a,b\" ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF='{Url} TAGS='a,b' ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF=\"{Url} other=\"x\" TAGS=\"a,b\" ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF=\"\"{Url}\"\" TAGS=\"a,b\" ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF={Url}\" TAGS=\"a,b\" ADD_DATE=\"1600000000\"")]
    [InlineData($"HREF=\"{Url}\"TAGS=\"a,b\"ADD_DATE=\"1600000000\"")]
    [InlineData($"ADD_DATE=\"1600000000 HREF=\"{Url}\" TAGS=\"a,b\"")]
    [InlineData(
        $"DESCRIPTION=\"see <a href=\"https://x.example/\">x</a>\" HREF=\"{Url}\" TAGS=\"a,b\" ADD_DATE=\"1600000000\""
    )]
    public void A_row_with_a_missing_or_extra_quotation_mark_is_recovered(string attributes)
    {
        var entries = Entries(
            $"<DL>\n<DT><A {attributes}>Title</A>\n<DT><A HREF=\"https://m.example.org/two\">Two</A>\n</DL>"
        );
        Assert.Equal((Url, "Title", "a|b"), (entries[0].Url, entries[0].Title, string.Join('|', entries[0].Tags)));
        Assert.Equal(Utc(2020, 9, 13, 12, 26, 40), entries[0].AddedAt);
        Assert.Equal(("https://m.example.org/two", "Two"), (entries[1].Url, entries[1].Title));
    }

    [Theory]
    [InlineData($"<DT><A HREF=\"{Url}>Title</A>")]
    [InlineData($"<DT><A HREF=\"{Url} ADD_DATE=1600000000>Title</A>")]
    [InlineData($"<DT><A HREF='{Url} TAGS=\"a,b\">Title</A>")]
    [InlineData($"<DT><A HREF=\"{Url}\" TAGS=\"a,b ADD_DATE=1600000000>Title</A>")]
    [InlineData($"<DT><A HREF=\"{Url}\" NOTES=\"a,b>Title</A>")]
    public void An_unrecoverable_row_is_refused_without_losing_others(string row)
    {
        foreach (var separator in (string[])["\n", ""])
        {
            var rows = Rows($"<DL>\n{row}{separator}<DT><A HREF=\"https://m.example.org/two\">Two</A>\n</DL>");
            Assert.Equal((RefusalReason.Unfinished, 2), (Assert.IsType<RefusedEntry>(rows[0]).Reason, rows[0].Line));
            Assert.Equal("https://m.example.org/two", Assert.IsType<BookmarkEntry>(rows[1]).Url);
        }
    }

    [Fact]
    public void A_script_that_contains_links_is_one_refused_row() =>
        Assert.Equal(
            ["!Script", "https://b.example/"],
            Urls(
                "<DL><DT><A HREF=\"javascript:document.write('<a href=x>y</a>')\" ADD_DATE=\"1\">Script</A>\n"
                    + "<DT><A HREF=\"https://b.example/\">B</A>"
            )
        );
}
