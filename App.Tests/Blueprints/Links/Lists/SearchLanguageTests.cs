using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Blueprints.Search;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Runs search expressions on a few links and checks which links they find.</summary>
public sealed class SearchLanguageTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public SearchLanguageTests()
    {
        desk.Add(
            "https://www.cook.example/pans?size=2#care",
            "Cast iron pans",
            description: "How to season",
            note: "gift for rust",
            tags: "kitchen, cast iron"
        );
        desk.Add(
            "https://blog.cook.example/steel",
            "Steel pans",
            description: "Rust never sleeps",
            isUnread: true,
            minutes: 1
        );
        desk.Add("http://metal.example/ore", "Iron ore", tags: "geology", isPublic: true, minutes: 2);
        desk.Add("https://mycook.example/", "Rock and Roll cooking", tags: "music", minutes: 3);
        desk.Links.SetStarred(
            desk.Ada,
            desk.Add("https://music.example/roll", "Roll on, rock", note: "and so on", minutes: 4),
            true
        );
        desk.Links.SetArchived(
            desk.Ada, desk.Add("https://old.example/", "Old iron", minutes: 5), true, LinkStoreFixture.Now);
    }

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("iron or steel", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("(iron or steel) pans", "Cast iron pans|Steel pans")]
    [InlineData("iron or steel pans", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("pans not steel", "Cast iron pans")]
    [InlineData("pans and not (steel or ore)", "Cast iron pans")]
    [InlineData("not pans", "Iron ore|Rock and Roll cooking|Roll on, rock")]
    [InlineData("not (not pans)", "Cast iron pans|Steel pans")]
    [InlineData("ore or -(iron or rock or steel)", "Iron ore")]
    [InlineData("-pans -rock", "Iron ore")]
    [InlineData("#kitchen or #geology", "Cast iron pans|Iron ore")]
    [InlineData("tag:\"cast iron\"", "Cast iron pans")]
    [InlineData("-#kitchen iron", "Iron ore")]
    [InlineData("!untagged", "Roll on, rock|Steel pans")]
    [InlineData("is:untagged -roll", "Steel pans")]
    [InlineData("!unread", "Steel pans")]
    [InlineData("is:read pans", "Cast iron pans")]
    [InlineData("not is:read", "Steel pans")]
    [InlineData("is:starred or is:unread", "Roll on, rock|Steel pans")]
    [InlineData("is:public", "Iron ore")]
    [InlineData("is:private pans", "Cast iron pans|Steel pans")]
    [InlineData("is:archived", "Old iron")]
    [InlineData("is:archived steel", "")]
    [InlineData("iron (is:archived or ore)", "Iron ore|Old iron")]
    [InlineData("iron -is:archived", "Cast iron pans|Iron ore")]
    [InlineData("site:cook.example", "Cast iron pans|Steel pans")]
    [InlineData("site:www.cook.example", "Cast iron pans|Steel pans")]
    [InlineData("site:blog.cook.example", "Steel pans")]
    [InlineData("site:https://metal.example/", "Iron ore")]
    [InlineData("-site:example", "")]
    [InlineData("site:ook.example", "")]
    [InlineData("in:title rust", "")]
    [InlineData("in:description rust", "Steel pans")]
    [InlineData("in:note rust", "Cast iron pans")]
    [InlineData("in:note in:description rust", "Cast iron pans|Steel pans")]
    [InlineData("(in:note rust) or (in:url ore)", "Cast iron pans|Iron ore")]
    [InlineData("in:url (steel or in:title iron)", "Cast iron pans|Iron ore|Steel pans")]
    [InlineData("title:iron url:pans", "Cast iron pans")]
    [InlineData("title:\"cast iron\"", "Cast iron pans")]
    [InlineData("note:rust", "Cast iron pans")]
    [InlineData("iro*", "Cast iron pans|Iron ore")]
    [InlineData("\"cast iro\"*", "Cast iron pans")]
    [InlineData("\"cast iro\"", "")]
    [InlineData("'iron ore'", "Iron ore")]
    [InlineData("rock and roll", "Rock and Roll cooking|Roll on, rock")]
    [InlineData("\"rock and roll\"", "Rock and Roll cooking")]
    [InlineData("https://www.cook.example/pans?size=2#care", "Cast iron pans")]
    [InlineData("http://www.cook.example/pans?size=2&utm_source=x", "Cast iron pans")]
    [InlineData("https://metal.example/ore", "Iron ore")]
    [InlineData("iron &", "Cast iron pans|Iron ore")]
    [InlineData("(iron", "Cast iron pans|Iron ore")]
    [InlineData("iron or", "Cast iron pans|Iron ore")]
    [InlineData("in:title", "Cast iron pans|Iron ore|Rock and Roll cooking|Roll on, rock|Steel pans")]
    public void A_search_expression_finds_the_expected_links(string typed, string titles) =>
        Assert.Equal(titles, string.Join('|', desk.Titles(typed, sort: LinkSort.Title)));

    [Fact]
    public void Adjacent_words_rank_first_and_no_match_is_lost()
    {
        Assert.Equal(["Rock and Roll cooking", "Roll on, rock"], desk.Titles("rock and roll"));
        desk.Add("https://third.example/", "Roll on, rock", minutes: 9);
        Assert.Equal("Rock and Roll cooking", desk.Titles("rock and rol")[0]);
        Assert.Equal(3, desk.Titles("rock and roll").Length);
    }

    [Fact]
    public void Date_filters_compare_with_the_start_of_day_month_or_year()
    {
        using var calendar = new LinkStoreFixture();
        var days = new[]
        {
            "0099-05-05",
            "1969-12-31",
            "1999-12-31",
            "2000-01-01",
            "2023-12-31",
            "2024-01-01",
            "2024-02-29",
            "2024-03-01",
            "2024-03-15",
            "2024-12-31",
            "2025-01-01",
            "2100-06-01",
            "5999-12-31",
        };
        foreach (var day in days)
            calendar.Add(
                $"https://{day}.example/",
                day,
                minutes: (int)
                    (
                        DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
                        - LinkStoreFixture.Now
                    ).TotalMinutes
            );
        foreach (
            var cut in new[]
            {
                "0001",
                "0099",
                "0100",
                "1970",
                "1999-12-31",
                "2000",
                "2000-01",
                "2000-01-02",
                "2024",
                "2024-02",
                "2024-02-29",
                "2024-03",
                "2024-03-02",
                "2024-12-31",
                "2025",
                "2100-06-02",
                "9999",
                "9999-12-31",
            }
        )
        {
            var first =
                cut.Length == 4 ? cut + "-01-01"
                : cut.Length == 7 ? cut + "-01"
                : cut;
            Assert.Equal(
                days.Where(day => string.CompareOrdinal(day, first) < 0),
                calendar.Titles($"before:{cut}", sort: LinkSort.Oldest)
            );
            Assert.Equal(
                days.Where(day => string.CompareOrdinal(day, first) >= 0),
                calendar.Titles($"after:{cut}", sort: LinkSort.Oldest)
            );
        }
        Assert.Equal(
            ["2024-01-01", "2024-02-29", "2024-03-01", "2024-03-15", "2024-12-31"],
            calendar.Titles("after:2024 before:2025", sort: LinkSort.Oldest)
        );
    }

    [Theory]
    [InlineData("東京")]
    [InlineData("京都")]
    [InlineData("京")]
    [InlineData("東京都の天気")]
    [InlineData("カメラ")]
    [InlineData("ラ2")]
    [InlineData("서울")]
    [InlineData("울날")]
    [InlineData("𠮷")]
    [InlineData("web東")]
    public void Chinese_Japanese_and_Korean_text_is_found_by_any_part(string typed)
    {
        desk.Add("https://cjk.example/", "東京都の天気とカメラ2 서울날씨 𠮷野家 Web東");
        Assert.Single(desk.Titles(typed));
        Assert.Single(desk.Titles($"\"{typed}\""));
        Assert.Single(desk.Titles($"title:{typed}"));
        Assert.Empty(desk.Titles($"-{typed} site:cjk.example"));
        Assert.Empty(desk.Titles("都京"));
    }

    [Theory]
    [InlineData("c++", "C++17 and c++")]
    [InlineData("c#", "C# in C#8")]
    [InlineData("f#", "F#")]
    [InlineData(".net", "ASP.NET is not, the .NET runtime is")]
    [InlineData("don't", "Don't panic")]
    [InlineData("🎉", "Party🎉🥳time")]
    [InlineData("🥳", "Party🎉🥳time")]
    [InlineData("→ home", "Way → Home")]
    [InlineData("-☃ snow", "")]
    [InlineData("☃", "Snow☃")]
    [InlineData("#c#", "Sea sharp")]
    public void Symbols_are_found(string typed, string titles)
    {
        foreach (
            var title in new[]
            {
                "C++17 and c++",
                "C# in C#8",
                "F#",
                "ASP.NET is not, the .NET runtime is",
                "Just asp.net",
                "Don't panic",
                "Donald t",
                "Party🎉🥳time",
                "Way → Home",
                "Home way",
                "Snow☃",
                "a c b f net",
            }
        )
            desk.Add($"https://signs.example/{title.Length}/{(int)title[0]}{(int)title[^1]}", title);
        desk.Add("https://sea.example/", "Sea sharp", tags: "C#");
        Assert.Equal(
            titles,
            string.Join(
                '|',
                desk.Titles($"{typed} site:{(typed == "#c#" ? "sea" : "signs")}.example", sort: LinkSort.Title)
            )
        );
    }

    [Fact]
    public void Every_change_keeps_the_search_index_up_to_date()
    {
        var id = desk.Add("https://change.example/", "Before", tags: "one");
        Assert.Empty(desk.Titles("is:untagged site:change.example"));
        desk.Links.SetUnread(desk.Ada, id, true);
        Assert.Equal(["Before"], desk.Titles("is:unread site:change.example"));
        desk.Trash.Put(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Empty(desk.Titles("site:change.example"));
        desk.Trash.Restore(desk.Ada, id, LinkStoreFixture.Now);
        Assert.Equal(["Before"], desk.Titles("#one site:change.example"));
    }

    [Fact]
    public void The_migration_indexes_existing_links_like_the_store()
    {
        desk.Add("https://cjk.example/", "東京 c++ .net 🎉", tags: "web design");
        string[] questions =
        [
            "東",
            "c++",
            "🎉",
            "#\"web design\"",
            "is:untagged",
            "is:archived",
            "is:public",
            "is:unread",
            "is:starred",
            "site:example",
            "after:2026",
            "before:2026-11-23",
            "in:note rust",
            "iron",
        ];
        var before = questions.Select(typed => string.Join('|', desk.Titles(typed, sort: LinkSort.Title))).ToList();
        var migration = File.ReadAllText(
            Directory.GetFiles(App.Tests.Architecture.Source.Path("migrations"), "*_search.sql").Single()
        );
        var insert = migration[migration.IndexOf("insert into links_fts", StringComparison.Ordinal)..];
        desk.Scalar<long>("delete from links_fts; select 1");
        Assert.All(questions, typed => Assert.Empty(desk.Titles(typed)));
        desk.Scalar<long>(insert[..(insert.IndexOf(';', StringComparison.Ordinal) + 1)] + " select 1");
        Assert.Equal(before, questions.Select(typed => string.Join('|', desk.Titles(typed, sort: LinkSort.Title))));
    }

    [Fact]
    public void Private_states_and_notes_match_nothing_for_a_visitor()
    {
        desk.Add("https://shared.example/", "Shared", note: "hidden", isPublic: true, isUnread: true, minutes: 9);
        string Public(string text) =>
            string.Join(
                '|',
                desk.Search.FindPublic(desk.Ada, new LinkQuery { Text = text, Sort = LinkSort.Title }, 1)
                    .Items.Select(link => link.Title)
            );
        foreach (
            var text in new[]
            {
                "is:unread",
                "is:read",
                "is:starred",
                "is:archived",
                "is:private",
                "note:hidden",
                "in:note hidden",
                "hidden",
                "!unread shared",
                "-is:public",
                "site:cook.example",
                "not not note:hidden",
            }
        )
            Assert.Equal("", Public(text));
        foreach (
            var text in new[]
            {
                "-is:unread",
                "-is:read",
                "-is:starred",
                "-is:archived",
                "-is:private",
                "-note:hidden",
                "is:public",
                "-hidden",
                "ore or shared",
                "(is:archived or shared) or ore",
                "before:2100",
            }
        )
            Assert.Equal("Iron ore|Shared", Public(text));
        Assert.Equal("Iron ore", Public("#geology"));
        Assert.Equal("Shared", Public("is:untagged"));
    }

    [Theory]
    [InlineData("東京", "今日は<mark>東京</mark>へ")]
    [InlineData("c++", "今日は東京へ", "<mark>c++</mark> now", "c++ now")]
    [InlineData("in:note now", "今日は東京へ", "c++ now", "c++ now")]
    [InlineData("wor* -worse", "今日は東京へ", "<mark>words</mark> &lt;b&gt;", "words <b>")]
    [InlineData(
        "rock and roll",
        "今日は東京へ",
        "<mark>rock</mark> &amp; <mark>roll</mark>, <mark>rock and roll</mark>",
        "rock & roll, rock and roll"
    )]
    public void Matches_are_marked_according_to_the_search_expression(
        string typed, string marked, string other = "", string text = "")
    {
        string Of(string said)
        {
            using var writer = new StringWriter();
            new Highlighter(SearchQuery.Parse(typed))
                .Mark(said, SearchFields.Title)
                .WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
            return writer.ToString().Replace("&#x2B;", "+", StringComparison.Ordinal);
        }
        Assert.Equal(marked, Of("今日は東京へ"));
        Assert.Equal(other, Of(text));
    }

    [Theory]
    [InlineData("site,title", "a1|b1|a2|c2")]
    [InlineData("site,oldest", "b1|a1|c2|a2")]
    [InlineData("site,newest", "a1|b1|a2|c2")]
    [InlineData("title,site", "a1|a2|b1|c2")]
    [InlineData("title,newest,site", "a2|a1|b1|c2")]
    [InlineData("oldest,title", "b1|c2|a1|a2")]
    [InlineData("-title,-site", "c2|b1|a2|a1")]
    [InlineData("-site,title", "a2|c2|a1|b1")]
    [InlineData("site,-title", "b1|a1|c2|a2")]
    [InlineData("-title", "c2|b1|a2|a1")]
    public void Several_sort_orders_apply_one_after_the_other(string sort, string order)
    {
        using var shelf = new LinkStoreFixture();
        shelf.Add("https://one.example/b", "b", minutes: 1);
        shelf.Add("https://two.example/c", "c", minutes: 2);
        shelf.Add("https://one.example/a", "a", minutes: 3);
        shelf.Add("https://two.example/a", "a", minutes: 4);
        var query = LinkQuery.Of(
            new QueryCollection(
                new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["sort"] = sort.Split(',') }
            )
        );
        Assert.Equal(
            sort.Replace("newest", "-date").Replace("oldest", "date"),
            string.Join(',', query.Sorts.Select(each => each.Name()))
        );
        foreach (var text in new[] { "", "example", "example or is:archived" })
            Assert.Equal(
                order,
                string.Join(
                    '|',
                    shelf
                        .Search.Find(shelf.Ada, query with { Text = text }, 1)
                        .Items.Select(link => link.Title + (link.Site == "one.example" ? 1 : 2))
                )
            );
    }

    [Fact]
    public void An_export_supports_the_same_search_language()
    {
        List<string> Exported(string text) =>
            [
                .. desk.Get<LinkExportStore>()
                    .Batch(desk.Ada, new LinkQuery { Text = text }, null, 50)
                    .Select(link => link.Title)
                    .Order(),
            ];
        Assert.Equal(["Iron ore", "Old iron"], Exported("iron (is:archived or ore)"));
        Assert.Equal(["Old iron"], Exported("is:archived"));
        Assert.Equal(["Cast iron pans", "Steel pans"], Exported("site:cook.example -c++"));
    }
}
