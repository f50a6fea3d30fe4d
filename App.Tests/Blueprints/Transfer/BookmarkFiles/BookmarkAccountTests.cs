using System.Text;
using System.Text.RegularExpressions;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Blueprints.Transfer.Imports;
using FsCheck;
using FsCheck.Fluent;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.DamagedFiles;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Tests that the parser of bookmark files loses no link of a corrupted file. It returns each link as a valid row, as a
/// refused row, or as part of a description.
/// </summary>
public sealed partial class BookmarkAccountTests
{
    [Fact]
    public void Every_link_of_a_damaged_file_is_read_or_reported() =>
        Prop.ForAll(
                (
                    from text in file
                    from steps in Gen.Choose(0, 4)
                    from damaged in Mutated(text, steps)
                    select damaged
                ).ToArbitrary(),
                text =>
                {
                    var reader = new BookmarkFileReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
                    var rows = reader.Read().Count(row => row is not RefusedEntry { Reason: RefusalReason.CutOff });
                    Assert.Equal(LinkTag().Count(text), rows + reader.LinksInText);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Inserted_markup_damages_only_the_adjacent_rows() =>
        Prop.ForAll(
                (
                    from rows in row.ListOf(12)
                    from place in Gen.Choose(0, 11)
                    from offset in Gen.Choose(0, 300)
                    from fragment in Gen.Elements(
                        fragments.Where(one => one is not ("<script>" or "<style>" or "<textarea>")).ToArray()
                    )
                    select (
                        rows: rows.Select((one, number) => LinkNumber().Replace(one, $"row.example/{number}"))
                            .ToArray(),
                        place,
                        offset,
                        fragment
                    )
                ).ToArbitrary(),
                sample =>
                {
                    var (rows, place, offset, fragment) = sample;
                    rows[place] = rows[place].Insert(Math.Min(offset, rows[place].Length), fragment);
                    var read = BookmarkText
                        .Rows("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n" + string.Concat(rows) + "</DL><p>\n")
                        .OfType<BookmarkEntry>()
                        .Select(entry => entry.Url)
                        .ToHashSet();
                    Assert.All(
                        Enumerable.Range(0, rows.Length).Where(number => number != place && number != place + 1),
                        number => Assert.Contains($"https://row.example/{number}", read)
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Links_in_a_long_script_are_reported_as_hidden()
    {
        var script = string.Concat(Enumerable.Repeat("var x = \"<a href='https://hidden.example/'>\";\n", 10_000));
        Assert.InRange(script.Length, 400_000, int.MaxValue);
        var rows = BookmarkText.Rows($"<script>{script}</script><DL><DT><A HREF=\"https://a.example/\">A</A>");
        Assert.Equal(10_001, rows.Count);
        Assert.Equal(
            (RefusalReason.Hidden, "https://hidden.example/", 2),
            (((RefusedEntry)rows[1]).Reason, ((RefusedEntry)rows[1]).Url, rows[1].Line)
        );
        Assert.Equal("https://a.example/", ((BookmarkEntry)rows[^1]).Url);
    }

    [Theory]
    [InlineData("<!-- <DT><A HREF=\"https://old.example/\">Old</A>\n -->\n", "!Hidden")]
    [InlineData("<!---->", null)]
    [InlineData("<!-- a > b -- c -->", null)]
    public void A_comment_between_rows_is_skipped_and_its_links_are_reported(string comment, string? row)
    {
        string[] expected =
        [
            .. row is null ? Array.Empty<string>() : [row],
            "https://a.example/",
            "https://b.example/",
        ];
        Assert.Equal(
            expected,
            BookmarkText.Urls(
                $"<DL>\n<DT><A HREF=\"https://a.example/\">A</A>\n{comment}"
                    + "<DT><A HREF=\"https://b.example/\">B</A>\n</DL>"
            )
        );
        var entries = BookmarkText
            .Rows(
                $"<DL>\n<DT><A HREF=\"https://a.example/\">A</A>\n<DD>Text\n{comment}\n"
                    + "<DT><A HREF=\"https://b.example/\">B</A>\n</DL>"
            )
            .OfType<BookmarkEntry>()
            .ToList();
        Assert.Equal("Text", entries[0].Description);
    }

    [Theory]
    [InlineData("<DT><A HREF=\"https://a.example/\">Put <!-- more</A>", "Put <!-- more", "")]
    [InlineData("<DT><A HREF=\"https://a.example/\">A <!-- b --> c</A>", "A <!-- b --> c", "")]
    [InlineData("<DT><A HREF=\"https://a.example/\">A</A>\n<DD>Put <!-- more into it\n", "A", "Put <!-- more into it")]
    [InlineData(
        "<DT><A HREF=\"https://a.example/\">A</A>\n<DD>Put\n<!-- more --> into it\n",
        "A",
        "Put\n<!-- more --> into it"
    )]
    [InlineData("<DT><A HREF=\"https://a.example/\">A</A>\n<!-- never closed\n", "A", "")]
    public void Comment_syntax_inside_a_text_is_text(string row, string title, string description)
    {
        var entries = BookmarkText.Entries($"<DL>\n{row}<DT><A HREF=\"https://b.example/\">B</A>\n</DL>");
        Assert.Equal(["https://a.example/", "https://b.example/"], entries.Select(entry => entry.Url));
        Assert.Equal((title, description), (entries[0].Title, entries[0].Description));
    }

    [GeneratedRegex("<[aA](?![A-Za-z0-9_:.-])")]
    private static partial Regex LinkTag();

    [GeneratedRegex(@"row\.example/\d+")]
    private static partial Regex LinkNumber();
}
