using App.Blueprints.Links.Lists;
using App.Patterns.QueryStrings;
using App.Tests.Blueprints.Tidying;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchTrailUrlTests
{
    static LinkQuery Query(string address) => LinkQuery.Of(OrderedQuery.Parse(address));

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
}
