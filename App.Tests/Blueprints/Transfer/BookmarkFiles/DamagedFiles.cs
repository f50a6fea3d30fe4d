using FsCheck;
using FsCheck.Fluent;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>
/// Generates random bookmark files and rows of such files, and damages a file at random positions.
/// </summary>
static class DamagedFiles
{
    public static readonly string[] fragments =
    [
        "<!--",
        "-->",
        "<!-- a -->",
        "<!--\n",
        "\n-->\n",
        "\"",
        "'",
        "<",
        ">",
        "=",
        "/",
        "&",
        "\n",
        " ",
        "<A ",
        "<A HREF=\"",
        "<a href=",
        "</A>",
        "<DT>",
        "<DD>",
        "<DL><p>",
        "</DL><p>",
        "<H3>",
        "</H3>",
        "<script>",
        "</script>",
        "<style>",
        "<textarea>",
        "<p>",
        "<!DOCTYPE",
        "<?php",
        " TAGS=\"",
        " NOTES=\"",
        " HREF=\"",
        "javascript:",
        "<x y=\"",
        "<br",
        "<ul><li>",
        "[linkding-notes]",
        "\0",
        "é",
        "🎉",
    ];

    public static readonly Gen<string> title = Gen.Elements(
        "One",
        "Cut <!-- more",
        "a < b",
        "5 > 4",
        "\"quoted\"",
        "it's",
        "<b>Bold</b>",
        ""
    );

    public static readonly Gen<string> row =
        from name in title
        from description in Gen.Elements(
            "",
            "<DD>Text\n",
            "<DD>See <a href=\"https://text.example/\">this</a>\n",
            "<DD>Put <!-- more into it\n",
            "<DD>Two\nlines\n<!-- a comment -->\n"
        )
        from attributes in Gen.Elements(
            "",
            " TAGS=\"a,b\"",
            " TAGS=\"say \"hi\",x\"",
            " PRIVATE=\"1\" NOTES=\"a &lt; b\nsecond\"",
            " TAGS='it''s'",
            " DESCRIPTION=\"see <a href='x'>y</a>\""
        )
        from number in Gen.Choose(1, 1_000_000)
        select $"<DT><A HREF=\"https://row.example/{number}\" ADD_DATE=\"1600000000\""
            + $"{attributes}>{name}</A>\n{description}";

    public static readonly Gen<string> file =
        from rows in row.ListOf(8)
        from folder in Gen.Elements(
            "",
            "<DT><H3>Folder</H3>\n<DL><p>\n",
            "<DT><H3>Folder</H3>\n<DD>About it\n<DL><p>\n"
        )
        select "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<!-- This is an automatically generated file.\nDo Not Edit! -->\n"
            + "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
            + rows[0] + folder + string.Concat(rows.Skip(1)) + "</DL><p>\n";

    public static Gen<string> Mutated(string text, int steps) => steps == 0 ? Gen.Constant(text) :
        from place in Gen.Choose(1, text.Length)
        from length in Gen.Choose(1, 40)
        from kind in Gen.Choose(0, 4)
        from fragment in Gen.Elements(fragments)
        from rest in Mutated(Change(text, place, Math.Min(length, text.Length - place), kind, fragment), steps - 1)
        select rest;

    public static string Change(string text, int place, int length, int kind, string fragment) => kind switch
    {
        0 => text.Remove(place, length),
        1 => text.Remove(place, Math.Min(1, length)),
        2 => text.Insert(place, text.Substring(place, length)),
        _ => text.Insert(place, fragment),
    };
}
