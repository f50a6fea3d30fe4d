using App.Blueprints.Links;
using App.Blueprints.Links.Lists;
using App.Tests.Blueprints.Backend;

namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Sends a search text of 18 kB to every page that repeats the search text in its links.</summary>
public sealed class LongSearchTests() : OperatedLibrary()
{
    [Theory]
    [InlineData("/en/links")]
    [InlineData("/en/@operator1")]
    [InlineData("/en/")]
    [InlineData("/en/tags")]
    [InlineData("/en/patterns")]
    [InlineData("/backend/en/accounts")]
    [InlineData("/backend/en/shelves")]
    [InlineData("/backend/en/archives")]
    [InlineData("/backend/en/routes")]
    public async Task A_search_over_1000_characters_is_shortened_and_the_page_reports_it(string url)
    {
        await Fill();
        foreach (var letter in (string[])["-a", "é", "😀"])
        {
            var word = Uri.EscapeDataString($"{letter} ");
            var query = string.Concat(Enumerable.Repeat(word, 18_000 / word.Length));
            var page = await Operating.Get($"{url}?q={query}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.InRange(page.Text.Length, 0, 700_000);
            if (url != "/en/" && query.Length / word.Length * 2 > LinkQuery.MaxText)
                Assert.Contains("1,000", page.Find("[data-search-cut]").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_search_of_1000_characters_is_not_shortened_and_not_repeated_in_every_row()
    {
        await Fill();
        var text = string.Concat(Enumerable.Repeat("-é ", 333));
        var page = await Operating.Get($"/en/links?q={Uri.EscapeDataString(text)}");
        Assert.Empty(page.FindAll("[data-search-cut]"));
        Assert.Equal(text.Trim(), page.Find("#q").GetAttribute("value"));
        Assert.InRange(page.Text.Length, 0, 300_000);
    }

    [Fact]
    public async Task Tag_and_site_filters_are_limited_and_exports_and_bulk_changes_reject_a_shortened_search()
    {
        await Fill();
        var tag = await Operating.Get($"/en/links?tag={new string('t', 5_000)}");
        Assert.NotEmpty(tag.FindAll("[data-search-cut]"));
        Assert.InRange(tag.Text.Length, 0, 60_000);
        Assert.NotEmpty((await Operating.Get($"/en/links?site={new string('s', 5_000)}")).FindAll("[data-search-cut]"));
        var query = string.Concat(Enumerable.Repeat("a ", 600));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Operating.Get($"/export/links.csv?q={Uri.EscapeDataString(query)}")).Status
        );
        var bulk = await Operating.Submit(
            await Operating.Get("/en/links"),
            "form#bulk",
            new Dictionary<string, string?>
            {
                ["q"] = query,
                ["all"] = "true",
                ["action"] = "trash",
            }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bulk.Status);
        Assert.Equal("60", (await Operating.Get("/en/links")).Total());
    }

    Task Fill()
    {
        Library.InScope(services =>
        {
            var links = services.GetRequiredService<LinkStore>();
            for (var i = 0; i < 60; i++)
                links.Add(
                    1,
                    new()
                    {
                        Url = LinkUrl.Parse($"https://s{i}.example/")!,
                        Title = $"Link {i}",
                        Tags = ["one", "two", "three"],
                        IsPublic = true,
                    },
                    DateTimeOffset.UtcNow
                );
            return 0;
        });
        return Task.CompletedTask;
    }
}
