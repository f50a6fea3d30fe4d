using App.Blueprints.Links.Lists;
using App.Patterns.QueryStrings;
using App.Tests.Blueprints.Tidying;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>A search page shows the terms of the search as steps, in the order in which they were added.</summary>
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
    public async Task Steps_are_shown_as_chips_in_order_and_removing_one_keeps_the_others()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/b", "B", tags: "csharp, sql");
        await ada.AddLink("https://one.example/a", "A", tags: "csharp, sql");
        await ada.AddLink("https://one.example/c", "C", tags: "csharp");
        await ada.AddLink("https://two.example/d", "D", tags: "csharp, sql");
        var page = await ada.Get($"/en/links{Trail}");
        Assert.Equal(["A", "B"], page.Titles());
        Assert.Equal(["#csharp", "one.example", "#sql", "Newest first", "Title A–Z"], Chips(page));
        Assert.Equal(
            [
                "/en/links?site=one.example&tag=sql&sort=-date&sort=title",
                "/en/links?tag=csharp&tag=sql&sort=-date&sort=title",
                "/en/links?tag=csharp&site=one.example&sort=-date&sort=title",
                "/en/links?tag=csharp&site=one.example&tag=sql&sort=title",
                "/en/links?tag=csharp&site=one.example&tag=sql&sort=-date",
            ],
            page.FindAll("#trail a.active").Select(chip => chip.GetAttribute("href"))
        );
        Assert.All(page.FindAll("#trail a"), chip =>
            Assert.Equal(chip.GetAttribute("href"), chip.GetAttribute("hx-get"))
        );
        page = await ada.Get(page.FindAll("#trail a")[1].GetAttribute("href")!);
        Assert.Equal(["D", "A", "B"], page.Titles());
        page = await ada.Get(page.FindAll("#trail a")[1].GetAttribute("href")!);
        Assert.Equal(["#csharp", "Newest first", "Title A–Z"], Chips(page));
        Assert.Equal(["D", "C", "A", "B"], page.Titles());
        page = await ada.Get(page.Find("#trail a.quiet").GetAttribute("href")!);
        Assert.Equal("/en/links", page.Url.PathAndQuery);
        Assert.Empty(page.FindAll("#trail"));
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
        // When htmx reloads a row, the tag links in the row refine the search of the current page.
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
        // The response to htmx also contains the other fields of the search form.
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

    [Theory]
    [InlineData("/en/links", "?tag=&site=X.example&q=y", "?site=x.example&q=y")]
    [InlineData("/en/links", "?q=a+b", "?q=a%20b")]
    [InlineData("/en/links", "?q=&sort=", "")]
    [InlineData("/en/links", "?site=x.example&q=a%20b&tag=c", null)]
    [InlineData("/en/links", "", null)]
    [InlineData("/en/@ada1", "?sort=newest&tag=x", "?sort=-date&tag=x")]
    [InlineData("/en/@ada1", "?tag=x&site=y.example&sort=-date", null)]
    public async Task An_htmx_response_replaces_the_URL_only_if_the_requested_one_is_not_canonical(
        string list,
        string asked,
        string? canonical
    )
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var visitor = library.NewVisitor();
        foreach (var person in list.Contains('@', StringComparison.Ordinal) ? new[] { ada, visitor, visitor } : [ada])
            Assert.Equal(
                canonical is null ? null : list + canonical,
                (await person.Get(list + asked, htmx: true)).Headers.GetValueOrDefault("HX-Replace-Url")
            );
        Assert.DoesNotContain("HX-Push-Url", (await ada.Get(list + asked, htmx: true)).Headers.Keys);
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task A_cached_page_of_one_step_order_is_not_served_for_another()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/a", "A", tags: "x, y", isPublic: true);
        using var visitor = library.NewVisitor();
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(
                ["#x", "one.example", "#y"],
                Chips(await visitor.Get("/en/@ada1?tag=x&site=one.example&tag=y&utm=z"))
            );
            Assert.Equal(
                ["#y", "#x", "one.example"],
                Chips(await visitor.Get("/en/@ada1?tag=y&tag=x&site=one.example"))
            );
        }
    }

    [Fact]
    public async Task All_steps_are_kept_in_saved_searches_exports_and_bulk_changes()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://one.example/a", "A", tags: "x, y");
        await ada.AddLink("https://one.example/b", "B", tags: "x");
        await ada.AddLink("https://two.example/c", "C", tags: "x, y");
        const string steps = "?tag=x&site=one.example&tag=y&sort=-title&sort=date";
        var page = await ada.Get($"/en/links{steps}");
        Assert.Equal(["A"], page.Titles());
        var form = await ada.Get(
            page.FindAll(".toolbar a").Single(link => link.TextContent == "Save this search").GetAttribute("href")!
        );
        Assert.Equal("x,y", form.Find("[name='Form.Tag']").GetAttribute("value"));
        await ada.Submit(form, "#search-form", new Dictionary<string, string?> { ["name"] = "Kept" });
        var kept = await ada.Get("/en/searches");
        var shown = await ada.Get(kept.Find("#saved-searches h2 a").GetAttribute("href")!);
        Assert.Equal(steps, shown.Url.Query);
        Assert.Equal(
            ["Kept"],
            (await ada.Get("/en/links?site=one.example&tag=y&tag=X&sort=-title&sort=oldest"))
                .FindAll("#saved a[aria-current]")
                .Select(link => link.TextContent)
        );
        Assert.Equal(
            "https://one.example/a",
            (await ada.Get($"/export/links.jsonl{steps}"))
                .Text.Split('"')
                .First(text => text.StartsWith("https:", StringComparison.Ordinal))
        );
        Assert.Single(
            (await ada.Get($"/export/links.jsonl{steps}")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
        await ada.Bulk(await ada.Get($"/en/links{steps}"), "star");
        Assert.Equal(["A"], (await ada.Get("/en/links?is=starred")).Titles());
        var edited = await ada.Submit(
            await ada.Get(kept.Find("#saved-searches a.button").GetAttribute("href")!),
            "#search-form",
            new Dictionary<string, string?> { ["tag"] = "x، new, y" }
        );
        shown = await ada.Get(edited.Find("#saved-searches h2 a").GetAttribute("href")!);
        Assert.Equal("?tag=x&site=one.example&tag=new&sort=-title&sort=date&tag=y", shown.Url.Query);
    }

    [Fact]
    public async Task Steps_are_escaped()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var page = await ada.Get(
            $"/en/links?tag={Uri.EscapeDataString("</script><script>")}"
                + $"&site={Uri.EscapeDataString("\"><img src=x>")}&tag=%22onclick%3D"
        );
        Assert.Equal(["#</script><script>", "\"><img src=x>", "#\"onclick="], Chips(page));
        Assert.Empty(page.FindAll("#trail script, #trail img, #trail [onclick]"));
    }

    [Theory]
    [InlineData("de", "#x|Ungelesen|Titel Z–A")]
    [InlineData("fr", "#x|Non lus|Titre Z–A")]
    [InlineData("ar", "#x|غير المقروءة|الاسم من ي إلى أ")]
    public async Task Chips_are_in_the_language_of_the_page(string language, string chips)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1", language);
        Assert.Equal(chips, string.Join('|', Chips(await ada.Get($"/{language}/links?tag=x&is=unread&sort=-title"))));
    }

    [Fact]
    [Trait("Statement", "P24.2")]
    public async Task Ten_thousand_parameters_are_rejected_with_a_page_and_a_long_Arabic_search_is_accepted()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/base" });
        using var visitor = library.NewVisitor();
        var many = string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"tag=t{i}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/base/en/?{many}");
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("/base/en/", answer.Find("main a.button").GetAttribute("href"));
        Assert.True(answer.Headers.ContainsKey("Content-Security-Policy"));
        using var api = new HttpRequestMessage(HttpMethod.Get, $"/base/api/tags/suggest?{many}");
        Assert.StartsWith(
            "application/problem+json",
            (await visitor.Send(api)).Headers["Content-Type"],
            StringComparison.Ordinal
        );
        using var arabic = new HttpRequestMessage(
            HttpMethod.Get,
            $"/base/en/?q={Uri.EscapeDataString(new string('س', LinkQuery.MaxText))}"
        );
        Assert.Equal(HttpStatusCode.OK, (await visitor.Send(arabic)).Status);
    }

    static string[] Chips(Answer page) =>
        [
            .. page.FindAll("#trail a.active")
                .Select(chip =>
                    string.Concat(
                            chip.Children.Where(part => part.ClassName != "visually-hidden" && part.LocalName != "svg")
                                .Select(part => part.TextContent)
                        )
                        .Trim()
                ),
        ];
}
