using App.Blueprints.Links.Lists;
using App.Patterns.QueryStrings;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>
/// Tests that a search page lists the conditions of the search as steps, in the order in which the user added them.
/// </summary>
public sealed class SearchTrailTests
{
    const string Trail = "?tag=csharp&site=one.example&tag=sql&sort=-date&sort=title";

    static LinkQuery Query(string address) => LinkQuery.Of(OrderedQuery.Parse(address));

    [Theory]
    [Trait("Statement", "P24.2")]
    [InlineData(Trail, Trail)]
    [InlineData(
        "?sort=title&q=a%20b&tag=x&is=starred&sort=-site&tag=y",
        "?sort=title&q=a%20b&tag=x&is=starred&sort=-site&tag=y"
    )]
    [InlineData("?tag=a&tag=B&tag=A&tag=b", "?tag=a&tag=B")]
    [InlineData("?site=ONE.example&site=two.example&is=nonsense&is=unread&is=starred", "?site=one.example&is=unread")]
    [InlineData("?sort=newest&sort=date&sort=site,-site,-title&sort=relevance", "?sort=-date&sort=site&sort=-title")]
    [InlineData("?sort=relevance&sort=title", "?sort=relevance&sort=title")]
    [InlineData("?tag=&q=+&x=y&Tag=upper&sort=&page=3&tag=%23hash&tag=%23", "?tag=hash")]
    [InlineData("?q=&q=second&q=third", "?q=second")]
    [InlineData("?tag&site=&tag=a%26b%3Dc", "?tag=a%26b%3Dc")]
    [InlineData("?tag=%FF", "?tag=%EF%BF%BD")]
    public void A_query_string_is_parsed_in_order_and_written_without_redundant_values(string asked, string canonical)
    {
        Assert.Equal(canonical, Query(asked).ToQueryString());
        Assert.Equal(canonical, Query(canonical).ToQueryString());
        Assert.Equal($"{canonical}&page=2", Query(asked).ToQueryString(2));
    }

    [Fact]
    public void A_step_is_added_at_the_end_and_can_be_removed_at_any_position()
    {
        var query = Query(Trail);
        Assert.Equal(
            "?tag=csharp&tag=sql&sort=-date&sort=title",
            query.Without(new("site", "one.example")).ToQueryString()
        );
        Assert.Equal(
            "?tag=csharp&site=one.example&tag=sql&sort=title",
            query.Without(new("sort", "-date")).ToQueryString()
        );
        var further = new RefinementUrls("/list", query);
        Assert.Equal($"/list{Trail}&tag=new", further.OfTag("new"));
        Assert.Equal($"/list{Trail}", further.OfTag("CSharp"));
        Assert.Equal("/list?tag=csharp&tag=sql&sort=-date&sort=title&site=two.example", further.OfSite("two.example"));
        Assert.Equal($"{Trail}&is=starred", (query with { State = LinkState.Starred }).ToQueryString());
        Assert.Equal(
            "?q=a&is=unread&tag=b",
            (Query("?q=a&is=starred&tag=b") with { State = LinkState.Unread }).ToQueryString()
        );
        Assert.Equal("?q=a&tag=b", (Query("?q=a&is=starred&tag=b") with { State = null }).ToQueryString());
        Assert.True(Query("?tag=A&tag=b&sort=title").Matches(Query("?tag=b&sort=title&tag=a")));
        Assert.False(Query("?sort=title&sort=site").Matches(Query("?sort=site&sort=title")));
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task Tags_and_sites_of_a_row_link_to_one_further_step()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/a", "A", tags: "csharp, f#, sql", isPublic: true);
        var page = await ada.Get("/en/links?q=a&sort=title&tag=SQL");
        Assert.Equal(
            [
                "/en/links?q=a&sort=title&tag=SQL&tag=csharp",
                "/en/links?q=a&sort=title&tag=SQL&tag=f%23",
                "/en/links?q=a&sort=title&tag=SQL",
            ],
            page.FindAll("article .tags a").Select(tag => tag.GetAttribute("href"))
        );
        Assert.Equal(["sql"], page.FindAll("article .tags a[aria-current]").Select(tag => tag.TextContent));
        page = await ada.Get(page.Find("article .tags a[href$='f%23']").GetAttribute("href")!);
        page = await ada.Get(page.Find("article .meta a").GetAttribute("href")!);
        Assert.Equal("?q=a&sort=title&tag=SQL&tag=f%23&site=one.example", page.Url.Query);
        Assert.Equal(["A"], page.Titles());
        Assert.Equal(
            ["/en/@ada1?site=one.example&tag=csharp"],
            (await ada.Get("/en/@ada1?site=one.example"))
                .FindAll("article .tags a")
                .Take(1)
                .Select(tag => tag.GetAttribute("href"))
        );
        Assert.Equal(
            "/en/links?tag=csharp",
            (await ada.Get($"/en/links/{page.IdOf("A")}")).Find(".tags a").GetAttribute("href")
        );
        // Requests the row of a link as htmx does on the page /en/links?tag=sql. A tag in the row must link to this
        // search with one more condition.
        using var star = new HttpRequestMessage(HttpMethod.Get, $"/en/links/{page.IdOf("A")}");
        star.Headers.Add("HX-Request", "true");
        star.Headers.Add("HX-Current-URL", new Uri(library.Address, "/en/links?tag=sql").ToString());
        Assert.Equal("/en/links?tag=sql&tag=csharp", (await ada.Send(star)).Find(".tags a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_changed_search_text_keeps_its_position_and_a_new_one_is_the_last_step()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/a", "Alpha", tags: "x, y");
        var page = await ada.Submit(
            await ada.Get("/en/links?tag=x&q=old&tag=y&sort=-title"),
            "form#search",
            new Dictionary<string, string?> { ["q"] = "alpha" }
        );
        Assert.Equal("?tag=x&q=alpha&tag=y&sort=-title", page.Url.Query);
        page = await ada.Submit(
            await ada.Get("/en/links?tag=x&sort=-title"),
            "form#search",
            new Dictionary<string, string?> { ["q"] = "alpha" }
        );
        Assert.Equal("?tag=x&sort=-title&q=alpha", page.Url.Query);
        // Besides the results, the response to htmx contains hidden fields for the search form: the tags that come
        // before and after the search text in the URL.
        var fragment = await ada.Get("/en/links?tag=x&q=alpha&tag=y", htmx: true);
        var fields = fragment
            .FindAll("hx-partial")
            .ToDictionary(
                part => part.GetAttribute("hx-target")!,
                part =>
                    string.Join(
                        '&',
                        part.QuerySelectorAll("input")
                            .Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}")
                    )
            );
        Assert.Equal(("tag=x", "tag=y"), (fields["#steps-before"], fields["#steps-after"]));
    }
}
