using static App.Tests.Blueprints.Transfer.Exports.LinkWriterTests;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class NetscapeWriterTests
{
    [Fact]
    public async Task Netscape_files_are_nested_like_those_of_browsers()
    {
        var text = await Written(
            "html",
            Link(1) with
            {
                Folder = "",
            },
            Link(2) with
            {
                Folder = "A & B",
                IsPublic = true,
                IsUnread = true,
                ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(1600000000),
            },
            Link(3) with
            {
                Folder = "A & B/C",
                Tags = ["one", "two words"],
                Description = "a <b>\r\nline",
            },
            Link(4) with
            {
                Folder = "D/C",
                Title = "5 > 4 \"and\"\n'so'",
                Url = "https://example.org/?a=\"1\"&b='2'",
            }
        );
        const string second = "ADD_DATE=\"1500000002\" LAST_MODIFIED=\"1600000000\" PRIVATE=\"0\" TOREAD=\"1\"";
        const string third = "ADD_DATE=\"1500000003\" PRIVATE=\"1\" TOREAD=\"0\" TAGS=\"one,two words\"";
        const string fourth = "ADD_DATE=\"1500000004\" PRIVATE=\"1\" TOREAD=\"0\"";
        const string title = "5 &gt; 4 &quot;and&quot; &#39;so&#39;";
        Assert.Equal(
            $"""
            <!DOCTYPE NETSCAPE-Bookmark-file-1>
            <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            <TITLE>Bookmarks</TITLE>
            <H1>Bookmarks</H1>
            <DL><p>
                <DT><A HREF="https://example.org/1" ADD_DATE="1500000001" PRIVATE="1" TOREAD="0">Link 1</A>
                <DT><H3>A &amp; B</H3>
                <DL><p>
                    <DT><A HREF="https://example.org/2" {second}>Link 2</A>
                    <DT><H3>C</H3>
                    <DL><p>
                        <DT><A HREF="https://example.org/3" {third}>Link 3</A>
            <DD>a &lt;b&gt;
            line
                    </DL><p>
                </DL><p>
                <DT><H3>D</H3>
                <DL><p>
                    <DT><H3>C</H3>
                    <DL><p>
                        <DT><A HREF="https://example.org/?a=&quot;1&quot;&amp;b=&#39;2&#39;" {fourth}>{title}</A>
                    </DL><p>
                </DL><p>
            </DL><p>

            """, text);
    }

    [Fact]
    public async Task A_note_is_written_as_the_NOTES_attribute_or_with_linkding_markers()
    {
        var link = Link(1) with
        {
            Note = "quiet\n\"word\"",
            Description = "open",
            IsArchived = true,
            IsStarred = true,
            Tags = ["t"],
        };
        Assert.Contains(
            "TAGS=\"t\" STARRED=\"1\" ARCHIVED=\"1\" NOTES=\"quiet&#10;&quot;word&quot;\">Link 1</A>\n<DD>open\n",
            await Written("html", link)
        );
        var forLinkding = await Written("linkding", link);
        Assert.Contains("TAGS=\"t,linkding:bookmarks.archived\"", forLinkding);
        Assert.Contains("<DD>open[linkding-notes]quiet\n&quot;word&quot;[/linkding-notes]\n", forLinkding);
        Assert.DoesNotContain("NOTES=", forLinkding);
    }
}
