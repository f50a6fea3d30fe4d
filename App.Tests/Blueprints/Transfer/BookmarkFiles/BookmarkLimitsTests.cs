using App.Blueprints.Links;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

[Collection(nameof(MemoryTests))]
public sealed class BookmarkLimitsTests
{
    [Fact]
    public void Nesting_of_500_levels_keeps_the_first_100_names_with_a_remark()
    {
        var opening = string.Concat(Enumerable.Range(1, 500).Select(level => $"<DT><H3>{level}</H3><DL><p>\n"));
        var entries = BookmarkText.Entries(
            $"<DL>{opening}<DT><A HREF=\"http://deep.example\">Deep</A>"
                + string.Concat(Enumerable.Repeat("</DL>", 499))
                + "<DT><A HREF=\"http://flat.example\">Flat</A></DL></DL>"
        );
        Assert.Equal(Enumerable.Range(1, 100).Select(level => $"{level}"), entries[0].Folder);
        Assert.Equal(EntryRemarks.FolderCut, entries[0].Remarks);
        Assert.Equal(["1"], entries[1].Folder);
        Assert.Equal(EntryRemarks.None, entries[1].Remarks);
    }

    [Fact]
    public void Shortened_fields_are_remarked()
    {
        var entry = BookmarkText.Entry($"""
            <DT><H3>{new('f', 600)}</H3><DL>
            <DT><A HREF="http://a.example" NOTES="{new('n', 200_000)}" SHORTCUTURL="{new('k', 600)}" TAGS="{new(
                't',
                300
            )}">{new('x', 5000)}</A>
            <DD>{new('d', 200_000)}
            </DL>
            """);
        Assert.Equal(
            EntryRemarks.TitleCut
                | EntryRemarks.DescriptionCut
                | EntryRemarks.NoteCut
                | EntryRemarks.TagsCut
                | EntryRemarks.FolderCut
                | EntryRemarks.TextCut,
            entry.Remarks
        );
        Assert.Equal(
            (
                BookmarkLimits.Title,
                BookmarkLimits.Description,
                BookmarkLimits.Note,
                BookmarkLimits.Tag,
                BookmarkLimits.FolderName,
                LinkLimits.Keyword
            ),
            (
                entry.Title.Length,
                entry.Description.Length,
                entry.Note.Length,
                entry.Tags[0].Length,
                entry.Folder[0].Length,
                entry.Texts.Keyword.Length
            )
        );
    }

    [Fact]
    public void The_longest_URL_is_read_and_a_longer_one_refused()
    {
        var url = "http://a.example/" + new string('x', BookmarkLimits.Url - 17);
        Assert.Equal(url, BookmarkText.Entry($"<A HREF=\"{url}\">A</A>").Url);
        var refused = BookmarkText.Refused($"<A HREF=\"{url}x\">A</A>");
        Assert.Equal((RefusalReason.UrlTooLong, BookmarkLimits.RefusedText), (refused.Reason, refused.Url.Length));
        Assert.Equal(
            RefusalReason.Script,
            BookmarkText.Refused($"<A HREF=\"javascript:{new string('x', 500_000)}\">A</A>").Reason
        );
    }
}
