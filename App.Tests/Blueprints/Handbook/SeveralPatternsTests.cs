using System.Security.Cryptography;
using System.Text.RegularExpressions;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Browser;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>Tests that several handbook patterns work in one project, at the first start and at the second.</summary>
[Collection(OtherSites.Collection)]
public sealed partial class SeveralPatternsTests(OtherSites sites, BrowserFixture browser)
{
    [Theory]
    [InlineData(OtherSites.All)]
    [InlineData(OtherSites.Tables)]
    [InlineData(OtherSites.TablesReversed)]
    [Trait("Statement", "P07.9")]
    public async Task A_project_with_several_patterns_starts_twice_and_works_as_the_chapters_describe(string name)
    {
        Assert.DoesNotContain(sites.Problems, problem => problem.Contains($"/{name}/", StringComparison.Ordinal));
        for (var start = 1; start <= 2; start++)
        {
            using var site = sites.Start(name);
            using var visitor = new Visitor(await site.Listening(), "en");
            foreach (var slug in sites[name].Slugs)
                foreach (var line in sites[name].StepsOf(slug).Checks)
                {
                    var check = await BelowLanguage(SiteCheck.Parse(line), visitor);
                    var answer = await check.Ask(visitor);
                    var seen = $"It answers {(int)answer.Status} {answer.Text}\n{site.Output}{site.Errors}";
                    Assert.True(check.Holds(answer), $"Start {start}, {slug}: {line}\n{seen}");
                }
        }
    }

    [Fact]
    public void Migrations_of_patterns_get_the_next_numbers_in_the_order_they_are_added()
    {
        foreach (var name in (string[])[OtherSites.All, OtherSites.Tables, OtherSites.TablesReversed])
            Assert.Equal(
                Enumerable.Range(1, sites[name].Scripts.Count).Select(number => $"{number:0000}"),
                sites[name].Scripts.Select(script => script[..4]));
        var (forward, backward) = (sites[OtherSites.Tables].Scripts, sites[OtherSites.TablesReversed].Scripts);
        Assert.Equal("0001_notes.sql", forward[0]);
        Assert.NotEqual("0001_notes.sql", backward[0]);
        Assert.Equivalent(forward.Select(script => script[5..]), backward.Select(script => script[5..]), strict: true);
    }

    [Fact]
    public async Task No_two_patterns_map_the_same_route()
    {
        using var site = sites.Start(OtherSites.All);
        using var visitor = new Visitor(await site.Listening(), "en");
        var routes = (await visitor.Get(SiteProject.RouteList)).Text.Split('\n');
        Assert.InRange(routes.Length, OtherSites.Chapters.Count(), int.MaxValue);
        Assert.Empty(routes
            .Select(route => route.Replace(" /", " ", StringComparison.Ordinal).ToLowerInvariant())
            .GroupBy(route => Parameter().Replace(route, "{}"))
            .Where(same => same.Count() > 1).Select(same => string.Join(" and ", same)));
    }

    [Fact]
    public async Task Digest_and_method_override_of_one_form_are_both_applied()
    {
        using var site = sites.Start(OtherSites.All);
        using var visitor = new Visitor(await site.Listening(), "en");
        var content = System.Text.Encoding.UTF8.GetBytes("_method=DELETE");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rows/7");
        request.Content = new ByteArrayContent(content);
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:");
        Assert.Equal("row 7 deleted, asked for by POST", (await visitor.Send(request)).Text);
    }

    [Fact]
    public async Task Pages_with_htmx_load_it_and_work()
    {
        using var site = sites.Start(OtherSites.All);
        var address = await site.Listening();
        await using var opened = await browser.Open(new() { BaseAddress = address });
        var page = opened.Page;
        await page.GotoAsync("/en/Sum");
        await page.EvaluateAsync("window.stayed = true");
        await page.Locator("input[name=a]").FillAsync("2");
        await page.Locator("input[name=b]").FillAsync("3");
        await page.Locator("output").GetByText("5").WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stayed === true"));
        await page.GotoAsync("/en/Register");
        await page.Locator("input[name='Form.Name']").FillAsync("abc");
        await page.Locator("input[name='Form.Name']").BlurAsync();
        await page.Locator(".errors").GetByText("Enter between 4 and 25 characters.").WaitForAsync();
    }

    // Adds the prefix /en to the path of the check when a page exists at the prefixed URL. With the URL processors
    // pattern, pages have this prefix and other endpoints do not. Sends HEAD, because GET would consume flash messages.
    static async Task<SiteCheck> BelowLanguage(SiteCheck check, Visitor visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/en{check.Address}");
        var isPage = (await visitor.Send(request)).Status == HttpStatusCode.OK;
        return isPage ? check with { Address = $"/en{check.Address}" } : check;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
