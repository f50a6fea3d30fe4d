using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Search;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class LinkSearchTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public void Words_match_as_prefixes_and_all_words_are_required()
    {
        desk.Add("https://a.example/", "Cooking with cast iron");
        desk.Add("https://b.example/", "Iron ore", description: "about cooks");
        Assert.Equal(["Cooking with cast iron", "Iron ore"], desk.Titles("cook iro").Order());
        Assert.Equal(["Cooking with cast iron"], desk.Titles("cooking iron"));
        Assert.Empty(desk.Titles("cook steel"));
    }

    [Fact]
    public void A_phrase_matches_whole_adjacent_words()
    {
        desk.Add("https://a.example/", "Cast iron pans");
        desk.Add("https://b.example/", "Iron cast");
        Assert.Equal(["Cast iron pans"], desk.Titles("\"cast iron\""));
        Assert.Empty(desk.Titles("\"cast iro\""));
        Assert.Equal(["Cast iron pans"], desk.Titles("\"cast iron"));
    }

    [Fact]
    public void A_tag_matches_exactly_and_case_insensitively()
    {
        desk.Add("https://a.example/", "One", tags: "Web Design, css");
        desk.Add("https://b.example/", "Two", tags: "web");
        Assert.Equal(["Two"], desk.Titles("#WEB"));
        Assert.Equal(["One"], desk.Titles("#\"web design\""));
        Assert.Equal(["One"], desk.Titles("", tag: "CSS"));
        Assert.Empty(desk.Titles("#none"));
        Assert.Empty(desk.Titles("", tag: "we"));
    }

    [Fact]
    public void A_minus_excludes_words_phrases_and_tags()
    {
        desk.Add("https://a.example/", "Red apple", tags: "fruit");
        desk.Add("https://b.example/", "Red brick", tags: "wall");
        desk.Add("https://c.example/", "Green apple pie");
        Assert.Equal(["Red apple"], desk.Titles("red -brick"));
        Assert.Equal(["Red brick"], desk.Titles("red -#fruit"));
        Assert.Equal(["Red apple"], desk.Titles("apple -\"apple pie\""));
        Assert.Equal(["Green apple pie"], desk.Titles("-red"));
        Assert.Equal(3, desk.Titles("-#nobodyhasthis").Length);
    }

    [Theory]
    [InlineData("numerique")]
    [InlineData("NUMÉRIQUE")]
    [InlineData("nume\u0301rique")]
    public void Accents_and_case_are_ignored(string typed)
    {
        desk.Add("https://a.example/", "Le numérique");
        Assert.Equal(["Le numérique"], desk.Titles(typed));
    }

    [Fact]
    public void Title_description_note_URL_and_tags_are_searched()
    {
        desk.Add("https://a.example/zanzibar", "A");
        desk.Add("https://b.example/", "B", description: "zanzibar");
        desk.Add("https://c.example/", "C", note: "zanzibar");
        desk.Add("https://d.example/", "D", tags: "zanzibar");
        desk.Add("https://e.example/", "Zanzibar");
        Assert.Equal(5, desk.Titles("zanzibar").Length);
    }

    [Fact]
    public void A_match_in_the_title_ranks_before_one_in_the_text()
    {
        desk.Add("https://a.example/", "Something", description: "a word about lemons and other things", minutes: 5);
        desk.Add("https://b.example/", "Lemons");
        Assert.Equal(["Lemons", "Something"], desk.Titles("lemons"));
        Assert.Equal(["Something", "Lemons"], desk.Titles("lemons", sort: LinkSort.Newest));
    }

    [Theory]
    [InlineData("c++", "C++ notes")]
    [InlineData("c#", "C# notes")]
    [InlineData("don't", "Don't panic")]
    [InlineData(".net", "The .NET runtime")]
    [InlineData("https://site.example/path?a=b#frag", "Pasted")]
    [InlineData("🎉", "Party 🎉")]
    [InlineData("c -c#", "C++ notes")]
    public void Words_with_symbols_are_found(string typed, string title)
    {
        desk.Add("https://a.example/", "C++ notes");
        desk.Add("https://b.example/", "C# notes");
        desk.Add("https://third.example/", "Don't panic");
        desk.Add("https://d.example/", "The .NET runtime");
        desk.Add("https://site.example/path?a=b#frag", "Pasted");
        desk.Add("https://e.example/", "Party 🎉");
        Assert.Equal([title], desk.Titles(typed).Where(found => found != "Party 🎉" || typed == "🎉"));
    }

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

    [Fact]
    public void Internal_words_of_the_index_match_nothing()
    {
        desk.Add("https://x.example/", "Plain");
        Assert.Empty(desk.Titles($"a{desk.Ada}"));
    }

    [Fact]
    public void A_visitors_search_never_reads_notes_or_private_links()
    {
        desk.Add("https://a.example/", "Open", note: "secretword", tags: "t", isPublic: true);
        desk.Add("https://b.example/", "Closed secretword");
        var hidden = desk.Add("https://c.example/", "Shelved", isPublic: true);
        desk.Links.SetArchived(desk.Ada, hidden, true, LinkStoreFixture.Now);
        string[] Public(string text, LinkState? state = null) =>
            [
                .. desk
                    .Search.FindPublic(desk.Ada, new LinkQuery { Text = text, State = state }, 1)
                    .Items.Select(link => link.Title),
            ];
        Assert.Empty(Public("secretword"));
        Assert.Empty(Public("-open"));
        Assert.Equal(["Open"], Public("-secretword"));
        Assert.Equal(["Open"], Public(""));
        Assert.Equal(["Open"], Public("", LinkState.Archived));
        Assert.All(desk.Search.FindPublic(desk.Ada, new LinkQuery(), 1).Items, link => Assert.Equal("", link.Note));
        Assert.Equal(1, desk.Search.FindPublic(desk.Ada, new LinkQuery(), 1).Total);
    }

    [Fact]
    public void A_search_finds_only_links_of_the_account()
    {
        var bob = desk.NewAccount("bob");
        desk.Add("https://a.example/", "Mine");
        desk.Add("https://a.example/", "His", account: bob, isPublic: true);
        Assert.Equal(["Mine"], desk.Titles(""));
        Assert.Equal(["Mine"], desk.Titles("example"));
        Assert.Equal(["Mine"], desk.Titles("-zzz"));
    }

    [Fact]
    public void Each_state_lists_and_counts_its_links()
    {
        desk.Add("https://a.example/", "Unread", isUnread: true);
        desk.Add("https://b.example/", "Public", isPublic: true);
        desk.Links.SetStarred(desk.Ada, desk.Add("https://c.example/", "Starred"), true);
        desk.Links.SetArchived(desk.Ada, desk.Add("https://d.example/", "Archived"), true, LinkStoreFixture.Now);
        desk.Trash.Put(desk.Ada, desk.Add("https://e.example/", "Trashed"), LinkStoreFixture.Now);
        Assert.Equal(3, desk.Titles("").Length);
        foreach (var state in Enum.GetValues<LinkState>())
        {
            Assert.Equal([state.ToString()], desk.Titles("", state: state));
            Assert.Equal(1, desk.Search.Find(desk.Ada, new LinkQuery { State = state }, 1).Total);
            Assert.Equal([state.ToString()], desk.Titles("example", state: state));
        }
        Assert.Equal(
            new LinkCounts
            {
                Active = 3,
                Archived = 1,
                Unread = 1,
                Starred = 1,
                Shared = 1,
                Trashed = 1,
            },
            desk.Get<LinkListStore>().Counts(desk.Ada)
        );
    }

    [Fact]
    public void Every_match_of_a_large_result_appears_once_in_every_sort_order()
    {
        var rows = Enumerable.Range(0, 2120).Select(i => new LinkImport
        {
            Url = LinkUrl.Parse($"https://site{i % 3}.example/{i}")!,
            Title = $"Title {i % 97:00} word",
            CreatedAt = LinkStoreFixture.Now.AddMinutes(i * 7 % 1000),
            IsStarred = i % 2 == 0,
        }).ToList();
        desk.Import(desk.Ada, rows);
        foreach (var sort in Enum.GetValues<LinkSort>())
            foreach (var (state, count) in new (LinkState?, int)[] { (null, 2120), (LinkState.Starred, 1060) })
            {
                var query = new LinkQuery
                {
                    Text = "word",
                    Sort = sort,
                    State = state,
                };
                var pages = Enumerable
                    .Range(1, (count + 49) / 50)
                    .Select(page => desk.Search.Find(desk.Ada, query, page))
                    .ToList();
                var links = pages.SelectMany(page => page.Items).ToList();
                Assert.Equal((count, (long)count), (links.DistinctBy(link => link.Id).Count(), pages[0].Total));
                Assert.False(desk.Search.Find(desk.Ada, query, pages.Count + 1).Exists);
                if (sort == LinkSort.Newest)
                    Assert.Equal(
                        links.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id),
                        links
                    );
                if (sort == LinkSort.Title)
                    Assert.Equal(
                        links
                            .OrderBy(link => link.Title, StringComparer.Ordinal)
                            .ThenBy(link => link.Id)
                            .Select(link => link.Title),
                        links.Select(link => link.Title)
                    );
            }
        Assert.Equal(707, desk.Search.Find(desk.Ada, new LinkQuery { Text = "word", Site = "site0.example" }, 1).Total);
    }

    [Theory]
    [InlineData(LinkSort.Newest, "b", "a", "C")]
    [InlineData(LinkSort.Oldest, "C", "a", "b")]
    [InlineData(LinkSort.Title, "a", "b", "C")]
    [InlineData(LinkSort.Site, "C", "b", "a")]
    public void A_list_is_sorted_with_and_without_a_search(LinkSort sort, params string[] titles)
    {
        desk.Add("https://one.example/C", "C");
        desk.Add("https://two.example/a", "a", minutes: 1);
        desk.Add("https://two.example/b", "b", minutes: 2);
        Assert.Equal(titles, desk.Titles("", sort: sort));
        Assert.Equal(titles, desk.Titles("example", sort: sort));
        Assert.Equal(titles.Where(title => title != "C"), desk.Titles("", site: "two.example", sort: sort));
        Assert.Equal(titles.Where(title => title != "C"), desk.Titles("example", site: "two.example", sort: sort));
    }

    [Fact]
    [Trait("Statement", "P08.2")]
    public void A_page_exists_if_it_is_the_first_or_has_rows()
    {
        Assert.True(desk.Search.Find(desk.Ada, new LinkQuery(), 1).Exists);
        for (var i = 0; i < 51; i++)
            desk.Add($"https://example.com/{i}", $"Link {i}");
        foreach (
            var query in new[]
            {
                new LinkQuery(),
                new LinkQuery { Text = "link" },
                new LinkQuery { Site = "example.com" },
            }
        )
        {
            var second = desk.Search.Find(desk.Ada, query, 2);
            Assert.Equal(
                (1, 51, 2, true, false, true),
                (second.Items.Count, second.Total, second.Pages, second.HasPrevious, second.HasNext, second.Exists)
            );
            Assert.False(desk.Search.Find(desk.Ada, query, 3).Exists);
            Assert.False(desk.Search.Find(desk.Ada, query, int.MaxValue).Exists);
        }
    }

    [Fact]
    public void Matches_are_marked_and_other_text_is_escaped()
    {
        static string Of(string search, string text)
        {
            using var writer = new StringWriter();
            new Highlighter(SearchQuery.Parse(search))
                .Mark(text, SearchFields.Title)
                .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }
        Assert.Equal("Caf&#xE9; <mark>num&#xE9;rique</mark>", Of("nume", "Café numérique"));
        Assert.Equal("&lt;mark&gt;<mark>x</mark>&lt;/mark&gt;&lt;script&gt;", Of("x", "<mark>x</mark><script>"));
        Assert.Equal("<mark>cast iron</mark> iron", Of("\"cast iron\"", "cast iron iron"));
        Assert.Equal("tags are no words", Of("#tags -are", "tags are no words"));
    }

    [Fact]
    public void A_snippet_is_cut_around_the_first_match()
    {
        var text =
            string.Concat(Enumerable.Repeat("filler 😀 ", 100))
            + "needle"
            + string.Concat(Enumerable.Repeat(" filler", 100));
        using var writer = new StringWriter();
        new Highlighter(SearchQuery.Parse("needle"))
            .Snippet(text, SearchFields.Description)!
            .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.InRange(writer.ToString().Length, 100, 600);
        Assert.Contains("<mark>needle</mark>", writer.ToString(), StringComparison.Ordinal);
        Assert.Null(new Highlighter(SearchQuery.Parse("absent")).Snippet(text, SearchFields.Description));
    }
}
