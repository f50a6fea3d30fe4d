using Microsoft.Playwright;

namespace App.Tests.Browser;

public sealed class LinkRowTests(BrowserFixture browser) : LinkListPage(browser)
{
    [Theory]
    [InlineData(1280, 66)]
    [InlineData(390, 76)]
    public async Task A_compact_list_shows_two_lines_per_link(int width, int height)
    {
        await Open(
            new()
            {
                Viewport = new() { Width = width, Height = 844 },
                ColorScheme = width < 500 ? ColorScheme.Dark : ColorScheme.Light,
            }
        );
        await Page.ClickAsync("[name=density][value=compact]");
        await Assertions.Expect(Page.Locator("html[data-density=compact]")).ToHaveCountAsync(1);
        await Page.WaitForLoadStateAsync(LoadState.Load);
        Assert.EndsWith("/en/links", Page.Url, StringComparison.Ordinal);
        var heights = await Page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('.link-list > article')]"
                + ".map(article => article.getBoundingClientRect().height)"
        );
        Assert.All(heights, found => Assert.InRange(found, 40, height));
        foreach (var language in (string[])["en", "ar"])
        {
            await Page.GotoAsync($"/{language}/links");
            await Page.AssertAccessible();
            await Page.AssertNoHorizontalOverflow();
            await Page.Screenshot($"hands-compact-{language}-{width}");
        }
    }

    [Fact]
    public async Task The_URL_can_be_copied_from_the_row_and_from_the_link_page()
    {
        await Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        // Replaces the page's clock by one that the test advances. The button shows "Copied" for only two seconds,
        // which a test on a slow machine could miss.
        await Page.Clock.InstallAsync();
        await Page.Clock.PauseAtAsync(DateTime.UtcNow.AddHours(1));
        var menu = Page.Locator($"#menu-{IdAt(0)}");
        await menu.Locator("summary").ClickAsync();
        await menu.Locator("[data-copy]").ClickAsync();
        await Assertions.Expect(menu.Locator("[data-copy]")).ToHaveTextAsync("Copied");
        await Page.Clock.RunForAsync(100);
        await Assertions.Expect(Page.Locator("#announcer")).ToHaveTextAsync("Copied");
        Assert.Equal($"{library.Address}health?1", await Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Page.Clock.RunForAsync(2000);
        await Assertions.Expect(menu.Locator("[data-copy]")).ToHaveTextAsync("Copy URL");
        await Page.Clock.ResumeAsync();
        Assert.Equal(
            await Page.EvaluateAsync<bool>("!!navigator.share"),
            await menu.Locator("[data-share]").IsVisibleAsync()
        );

        await Page.GotoAsync($"/en/links/{IdAt(3)}");
        await Page.ClickAsync("main [data-copy]");
        await Assertions.Expect(Page.Locator("#announcer")).ToHaveTextAsync("Copied");
        Assert.Equal($"{library.Address}health?4", await Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Press("e");
        await Page.ExpectUrl("/edit");
    }

    [Fact]
    public async Task Copy_and_share_are_hidden_if_the_browser_does_not_support_them()
    {
        await Page.AddInitScriptAsync("delete Navigator.prototype.clipboard; delete Navigator.prototype.share;");
        await Page.GotoAsync($"/en/links/{IdAt(3)}");
        await Assertions.Expect(Page.Locator("main [data-copy]")).ToBeHiddenAsync();
        await Assertions.Expect(Page.Locator("main [data-share]")).ToBeHiddenAsync();
    }
}
