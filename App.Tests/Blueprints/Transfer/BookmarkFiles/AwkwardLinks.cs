using App.Blueprints.Transfer;
using App.Blueprints.Transfer.Exports;
using App.Tests.Blueprints.Transfer.Exports;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

/// <summary>Sample links whose texts contain characters that must be escaped in an exported file.</summary>
static class AwkwardLinks
{
    public static readonly string[] awkward =
    [
        "plain",
        "",
        "5 < 6 & 7 > 3",
        "\"double\" and 'single'",
        "&amp; &lt;b&gt; &#10; &copy",
        "<DT><A HREF=\"http://x.example\">x</A>",
        "</A></DL>",
        "<!-- open",
        "</title><script>alert(1)</script>",
        "[linkding-notes]not a note[/linkding-notes]",
        "[/linkding-notes] [linkding-notes]",
        "=1+1",
        "'quoted'",
        "a,b;c\\d/e",
        "日本語 العربية עברית",
        "👩‍👩‍👧 e\u0301 \u200F",
        "tail\\",
        "{\"json\": [1]}",
        "a\tb",
        "---",
        "<?php ?>",
        "#hash",
        "http://x.example/",
    ];

    public static readonly string[] multiline =
    [
        "one\ntwo",
        "para\n\n\npara",
        "  * item\n    * inner\n\tend",
        "<DD>x\n<DT>\n<A HREF=\"http://x.example\" ADD_DATE=\"1\">y",
    ];

    public static List<ExportedLink> All()
    {
        string[] urls =
        [
            "https://example.org/",
            "https://example.org/?a=1&b=2&copy=3&lt;x",
            "https://example.org/\"q\"'s'<x>",
            "http://user:word@[::1]:8080/%22%00",
            "ftp://files.example/ü/日本?#%20",
        ];
        List<ExportedLink> links = [];
        string[] texts = [.. awkward, .. multiline];
        for (var number = 0; number < 120; number++)
        {
            var name = awkward[number % awkward.Length];
            links.Add(
                LinkWriterTests.Link(number) with
                {
                    Url = urls[number % urls.Length],
                    Title = name,
                    Description = texts[number * 7 % texts.Length],
                    Note = texts[number * 11 % texts.Length],
                    Tags = (number % 4) switch
                    {
                        0 => [],
                        1 => ["single"],
                        2 => ["two words"],
                        _ => ["ä&b", "<c>", "two words", "日本"],
                    },
                    Folder = (number / 10 % 5) switch
                    {
                        0 => "",
                        1 => "Folder",
                        2 => FolderPath.Join(["Folder", "in/side & <out>"]),
                        3 => "Folder/日本/\"x\"/y",
                        _ => "Unread",
                    },
                    IsPublic = number % 2 == 0,
                    IsUnread = number % 3 == 0,
                    IsStarred = number % 5 == 0,
                    IsArchived = number % 7 == 0,
                    ModifiedAt = number % 4 == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(1600000000 + number),
                }
            );
        }
        return links;
    }
}
