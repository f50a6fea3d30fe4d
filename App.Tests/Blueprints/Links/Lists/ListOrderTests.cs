using App.Blueprints.Links;
using App.Blueprints.Links.Imports;
using App.Blueprints.Links.Lists;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class ListOrderTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

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
}
