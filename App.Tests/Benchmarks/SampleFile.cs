using System.Globalization;

namespace App.Tests.Benchmarks;

/// <summary>
/// Writes a bookmark file with reproducible content. Each link has a title of 8 words, a description of 25 words and 3
/// of 1,000 tags. The links belong to 500 sites, and each folder has 50 links. Word frequencies are as in natural
/// language. Every tenth title is in another script.
/// </summary>
static class SampleFile
{
    /// <summary>A word that occurs in about 40 % of the links.</summary>
    public static string CommonWord => words[0];

    /// <summary>Two words that each occur in about 5 % of the links.</summary>
    public static string TwoWords => $"{words[30]} {words[31]}";

    /// <summary>A word that occurs in one of 10,000 links.</summary>
    public const string RareWord = "quintessence";

    public const string Tag = "tag 77";

    static readonly string[] words = [.. Enumerable.Range(0, 4000).Select(Word)];

    static readonly string[] otherScripts =
    [
        "библиотека",
        "ссылка",
        "παλιά",
        "σελίδα",
        "مكتبة",
        "رابط",
        "स्मृति",
        "पुस्तक",
        "図書館",
        "記事",
        "도서관",
        "页面",
        "ספריה",
        "géographie",
        "Straße",
        "łąka",
    ];

    public static void Write(string path, int links)
    {
        var random = new Random(4711);
        using var file = new StreamWriter(path);
        file.WriteLine(
            "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
                + "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n<DL><p>"
        );
        for (var i = 0; i < links; i++)
        {
            if (i % 50 == 0) file.WriteLine($"{(i > 0 ? "</DL><p>\n" : "")}<DT><H3>{Folder(i / 50)}</H3>\n<DL><p>");
            var title = i % 10 == 3 ? Words(random, 8, otherScripts, 1) : Words(random, 8, words, 2);
            var description = Words(random, 25, words, 2) + (i % 10_000 == 7777 ? $" {RareWord}" : "");
            file.WriteLine(
                $"<DT><A HREF=\"{Url(random, i)}\" ADD_DATE=\"{Date(random)}\" TAGS=\"{Tags(random)}\""
                    + $"{(i % 7 == 0 ? " TOREAD=\"1\"" : "")}>{WebUtility.HtmlEncode(title)}</A>\n<DD>{description}"
            );
        }
        file.WriteLine("</DL><p>\n</DL><p>");
    }

    /// <summary>
    /// Joins <paramref name="count"/> random words from a list. The larger <paramref name="bend"/> is, the more often
    /// words from the start of the list are chosen.
    /// </summary>
    static string Words(Random random, int count, string[] from, double bend) =>
        string.Join(
            ' ',
            Enumerable.Range(0, count).Select(_ => from[(int)(from.Length * Math.Pow(random.NextDouble(), bend))])
        );

    static string Url(Random random, int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(i % 5 == 0 ? "http" : "https")}://{(i % 3 == 0 ? "www." : "")}site{random.Next(500)}.example/"
                + $"{words[random.Next(words.Length)]}/{i}{(i % 4 == 0 ? "?page=2&amp;lang=en" : "")}"
        );

    static string Tags(Random random) =>
        string.Join(',', Enumerable.Range(0, 3).Select(_ => $"tag {random.Next(1000)}"));

    static long Date(Random random) =>
        new DateTimeOffset(2012, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() + random.Next(12 * 365 * 86_400);

    static string Folder(int i) => $"Folder {i % 40}";

    // Builds the word with number i from syllables. All words are distinct and pronounceable.
    static string Word(int i)
    {
        string[] syllables =
        [
            "ba",
            "re",
            "ti",
            "lo",
            "mu",
            "san",
            "ker",
            "dil",
            "von",
            "gru",
            "pha",
            "wen",
            "qui",
            "jos",
            "zet",
            "hyl",
        ];
        return $"{syllables[i % 16]}{syllables[(i / 16 * 7 + i) % 16]}"
            + $"{syllables[i / 256 % 16]}{(i % 3 == 0 ? "n" : "")}";
    }
}
