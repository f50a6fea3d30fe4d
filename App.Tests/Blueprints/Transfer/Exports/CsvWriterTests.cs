using App.Blueprints.Transfer;
using App.Blueprints.Transfer.Exports;
using static App.Tests.Blueprints.Transfer.Exports.LinkWriterTests;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class CsvWriterTests
{
    [Fact, Trait("Statement", "P19.2")]
    public async Task CSV_is_quoted_with_CRLF_and_without_formulas()
    {
        var text = await Written(
            "csv",
            Link(1) with
            {
                Title = "=HYPERLINK(\"http://evil.example\",\"x\")",
                Description = "two\nlines, \"quoted\"",
                Note = "@note",
                Tags = ["-a", "ü"],
                Folder = FolderPath.Join(["in/out", "back\\slash"]),
                ModifiedAt = DateTimeOffset.FromUnixTimeMilliseconds(1600000000120),
            }
        );
        Assert.Equal(
            "url,title,description,note,tags,folder,"
                + "is_public,is_unread,is_starred,is_archived,added_at,modified_at,keyword\r\n"
                + "https://example.org/1,\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\","
                + "\"two\nlines, \"\"quoted\"\"\",'@note,\"'-a,ü\",in\\/out/back\\\\slash,"
                + "false,false,false,false,2017-07-14T02:40:01Z,2020-09-13T12:26:40.12Z,\r\n",
            text
        );
    }

    [Theory, Trait("Statement", "P19.2")]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("'=already")]
    [InlineData("'quoted'")]
    [InlineData("plain = text")]
    [InlineData("")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("﹦1")]
    [InlineData(" =1")]
    [InlineData("\u00a0\u200b=1")]
    [InlineData("\u0000=1")]
    [InlineData("\t=1")]
    [InlineData("\r＝1")]
    [InlineData("\n\t-1")]
    [InlineData("\ufeff@x")]
    [InlineData(" ")]
    [InlineData("\ud83d")]
    public void CSV_fields_are_neutralised_and_restored(string field)
    {
        var safe = CsvLinkWriter.Neutralise(field);
        // Simulates how a spreadsheet could read the text: without white space and invisible characters, and with
        // full-width characters converted to ASCII.
        var seen = new string([
            .. safe.Where(sign =>
                !char.IsWhiteSpace(sign)
                && !char.IsControl(sign)
                && sign is not ('\u200b' or '\ufeff')
                && !char.IsSurrogate(sign)
            ),
        ]).Normalize(System.Text.NormalizationForm.FormKC);
        Assert.True(seen.Length == 0 || !"=+-@".Contains(seen[0]));
        Assert.True(safe.Length == 0 || !"\t\r\n".Contains(safe[0]));
        Assert.Equal(field, CsvLinkWriter.Restore(safe));
    }
}
