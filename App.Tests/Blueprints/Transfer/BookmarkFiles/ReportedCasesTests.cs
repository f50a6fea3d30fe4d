using System.Data.Common;
using System.Text;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Complete imports of files that reproduce problems reported for other bookmark managers.</summary>
public sealed class ReportedCasesTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task A_comment_in_a_description_is_text_and_three_links_are_added()
    {
        Assert.Equal(
            (3, 0, 0),
            (
                await ada.Import(
                    """
                    <DL><p>
                    <DT><A HREF="https://c.example.org/1" ADD_DATE="1600000000">One</A>
                    <DD>Put <!-- more into the post to cut it
                    <DT><A HREF="https://c.example.org/2" ADD_DATE="1600000000">Two</A>
                    <DT><A HREF="https://c.example.org/3" ADD_DATE="1600000000">Three</A>
                    </DL><p>
                    """
                )
            ).Counts()
        );
        Assert.Equal(
            ["Put <!-- more into the post to cut it"],
            Column("select description from links where title = 'One'")
        );
    }

    [Fact]
    public async Task Rows_with_missing_and_doubled_quotation_marks_are_recovered()
    {
        const string date = "ADD_DATE=\"1600000000\"";
        Assert.Equal(
            (6, 0, 0),
            (
                await ada.Import(
                    $"""
                    <DL><p>
                    <DT><A HREF="https://m.example.org/1one TAGS="lost,x" ADD_DATE="1600000000">Missing quote</A>
                    <DT><A HREF="https://m.example.org/2two" ADD_DATE="1600000000">Two</A>
                    <DT><A HREF=""https://m.example.org/3three"" ADD_DATE="1600000000">Doubled quotes</A>
                    <DT><A HREF="https://m.example.org/4four"ADD_DATE="1600000000"TAGS="a,b">No blank</A>
                    <DT><A HREF="https://m.example.org/5five" TAGS="say "hi",quoted" {date}>Quotes in tags</A>
                    <DT><A HREF="https://m.example.org/6six" ADD_DATE="1600000000">Six</A>
                    </DL><p>
                    """
                )
            ).Counts()
        );
        Assert.Equal(
            ["1one lost,x", "2two ", "3three ", "4four a,b", "5five quoted,say \"hi\"", "6six "],
            Column(
                """
                select substr(url, 23) || ' ' || coalesce((
                    select group_concat(name, ',' order by name)
                    from tags
                    join link_tags on tag_id = tags.id
                    where link_id = links.id), '')
                from links
                order by url
                """
            )
        );
    }

    [Fact]
    public async Task Unusual_attributes_keep_the_URL_of_each_row_and_feeds_escape_them()
    {
        var report = await ada.Import("""
            <DL><p>
            <DT><A HREF='https://q.example.org/1?a="x"' ADD_DATE='1600000001' TAGS='it''s,x' PRIVATE='0'>single</A>
            <DT><A HREF="https://q.example.org/3?a=%22b%22&c=<d>" ADD_DATE="1600000003" PRIVATE="0">angle in href</A>
            <DT><A HREF="https://q.example.org/4" HREF="https://q.example.org/4b" ADD_DATE="1600000003">two hrefs</A>
            <DT><A ADD_DATE="1600000003">no href</A>
            <DT><A HREF="https://q.example.org/5" TAGS="x" x="><b" ADD_DATE="1600000003">gt in attr</A>
            <DT><A HREF="https://q.example.org/6 TAGS="lost">missing end quote</A>
            <DT><A HREF="https://q.example.org/7" ADD_DATE="1600000003">after</A>
            </DL><p>
            """, ("Form.Visibility", "file"));
        Assert.Equal((6, 0, 1), report.Counts());
        Assert.Equal("MissingUrl", report.Find("tr[data-refusal]").GetAttribute("data-refusal"));
        Assert.Equal(
            ["single", "angle in href", "two hrefs", "gt in attr", "missing end quote", "after"],
            Column("select title from links order by substr(url, 23, 1)")
        );
        Assert.Equal(["https://q.example.org/6"], Column("select url from links where title = 'missing end quote'"));
    }

    [Fact]
    public async Task A_CSV_file_is_refused_with_a_message_that_names_CSV()
    {
        var refused = await ada.SendFile(
            Encoding.UTF8.GetBytes(
                "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
                    + "1,\"One, two\",,\"ex <A HREF='x'>\",https://r.example.org/1,Work / Sub,\"a, b\","
                    + "2023-01-02T03:04:05.000Z,,,false\n"
            ),
            "14-raindrop.txt"
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("CSV", refused.Find("#Form_File-errors").TextContent, StringComparison.Ordinal);
    }

    List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
