using App.Blueprints.Links;
using App.Blueprints.Links.Lists;
using App.Blueprints.Search;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class HostileSearchTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    public static TheoryData<string> Breakers =>
        [
            "\"",
            "\"\"",
            "NEAR(",
            "NEAR(a b)",
            "*",
            "a*",
            "^a",
            "title:",
            "title:x",
            "keys : a1",
            "{title} : x",
            "AND",
            "a AND",
            "NOT",
            "OR OR",
            "a NOT b",
            "(",
            ")",
            "((((",
            "-",
            "--",
            "-\"",
            "#",
            "##",
            "-#",
            "#\"",
            "\0",
            "a\0b",
            "'; drop table links;--",
            "%",
            "_",
            "\\",
            "\u200f\u200e",
            "😀",
            "\ud83d",
            "\ufffd",
            "٣",
            "中文",
            "+",
            "++",
            "c+",
            new string('(', 2000),
            new string('"', 40_000),
            string.Concat(Enumerable.Repeat("-(", 1000)),
            string.Concat(Enumerable.Repeat("not ", 2000)),
            string.Concat(Enumerable.Repeat("a or (b ", 49)),
            "is:",
            "is:read",
            "is:x",
            "in:title",
            "in:",
            "title:\"",
            "before:0001",
            "after:9999-12-31",
            "after:0001",
            "site:",
            "site:\"",
            "site:a\"b",
            "site:münchen.de",
            "https://",
            "http://[::1]:80/",
            "tag:\ud83d",
            "a OR b NEAR/3 c",
            "\u0301",
            "é\u0301\u0301",
            "\r\n\t",
            ":",
            ";",
            "#,",
            "#\u200d",
        ];

    [Theory, MemberData(nameof(Breakers))]
    [Trait("Statement", "P07.8")]
    public void No_input_breaks_the_search(string typed)
    {
        desk.Add("https://a.example/", "Plain title", tags: "x");
        foreach (
            var text in new[]
            {
                typed,
                $"plain {typed}",
                $"-{typed}",
                $"\"{typed}\"",
                $"#{typed}",
                string.Concat(Enumerable.Repeat(typed + " ", typed.Length > 50 ? 2 : 3000)),
            }
        )
        {
            var found = desk.Titles(text);
            Assert.True(found is [] or ["Plain title"], string.Join(", ", found));
            Assert.Equal(found, desk.Titles(text, sort: LinkSort.Title));
            if (TagNames.KeyOf(TagNames.Clean(text)).Length > 0) Assert.Empty(desk.Titles("", tag: text));
            if (PlainText.Line(text).Length > 0) Assert.Empty(desk.Titles("", site: text));
            Assert.Empty(desk.Search.FindPublic(desk.Ada, new LinkQuery { Text = text }, 1).Items);
            Assert.Equal(
                text.Length == 0 ? 0 : found.Length,
                desk.Search.Find(desk.Ada, new LinkQuery { Text = text }, 1).Total
            );
            Assert.Equal(
                "Plain title 😀 é",
                WithoutMarks(new Highlighter(SearchQuery.Parse(text)).Mark("Plain title 😀 é", SearchFields.Title))
            );
        }
        Assert.Equal(["Plain title"], desk.Titles("plain"));
        Assert.Equal(1, desk.Scalar<int>("select count(*) from links"));
    }

    static string WithoutMarks(Microsoft.AspNetCore.Html.IHtmlContent content)
    {
        using var text = new StringWriter();
        content.WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        return WebUtility.HtmlDecode(text.ToString().Replace("<mark>", "").Replace("</mark>", ""));
    }
}
