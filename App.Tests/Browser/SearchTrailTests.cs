using App.Tests.Testing;
using Microsoft.Playwright;
using static App.Tests.Browser.TrailLibrary;

namespace App.Tests.Browser;

/// <summary>
/// Verifies in a real browser the search trail, which lists the conditions of a search as removable steps. The tests
/// run with and without scripts, below a path base.
/// </summary>
public sealed class SearchTrailTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chips_are_removed_one_by_one_and_the_back_button_restores_them(bool javaScript)
    {
        await using var library = await Library();
        await using var opened = await Open(library, new() { JavaScript = javaScript });
        var page = opened.Page;
        await page.GotoAsync(Start);
        await Chips(page, "#csharp", "one.example", "#sql", "Newest first", "Title A–Z");
        await page.EvaluateAsync("() => { window.stayed = true; }");
        await page.ClickAsync("#trail li:nth-child(2) a");
        await Chips(page, "#csharp", "#sql", "Newest first", "Title A–Z");
        await page.ExpectUrl("/base/en/links?tag=csharp&tag=sql&sort=-date&sort=title");
        Assert.Equal(javaScript, await page.EvaluateAsync<bool>("() => window.stayed === true"));
        // After a step is activated with the keyboard, the focus stays in the list of steps.
        await page.FocusAsync("#trail li:nth-child(1) a");
        await page.Keyboard.PressAsync("Enter");
        await Chips(page, "#sql", "Newest first", "Title A–Z");
        if (javaScript)
            Assert.True(
                await page.EvaluateAsync<bool>("document.querySelector('#trail').contains(document.activeElement)")
            );
        await page.GoBackAsync();
        await Chips(page, "#csharp", "#sql", "Newest first", "Title A–Z");
        await page.GoBackAsync();
        await Chips(page, "#csharp", "one.example", "#sql", "Newest first", "Title A–Z");
        await page.ClickAsync("#trail a.quiet");
        await Assertions.Expect(page.Locator("#trail")).ToHaveCountAsync(0);
        await page.ExpectUrl("/base/en/links");
        await page.ClickAsync("article .tags a >> text=sql");
        await Chips(page, "#sql");
        await page.ClickAsync("article .meta a");
        await Chips(page, "#sql", "one.example");
    }

    [Fact]
    public async Task Typing_after_removing_a_step_searches_the_displayed_list()
    {
        await using var library = await Library();
        await using var opened = await Open(library, new());
        var page = opened.Page;
        await page.GotoAsync(Start);
        await page.ClickAsync("#trail li:nth-child(1) a");
        await Chips(page, "one.example", "#sql", "Newest first", "Title A–Z");
        await page.FillAsync("#q", "example");
        await page.ExpectUrl("/base/en/links?site=one.example&tag=sql&sort=-date&sort=title&q=example");
        await page.SelectOptionAsync("#sort", "-title");
        await page.ExpectUrl("?site=one.example&tag=sql&q=example&sort=-title");
        await page.FillAsync("#q", "examp");
        await page.ExpectUrl("/base/en/links?site=one.example&tag=sql&q=examp&sort=-title");
        // Going back skips the results that typing produced, and shows the list as it was before the step was removed.
        await page.GoBackAsync();
        await Chips(page, "#csharp", "one.example", "#sql", "Newest first", "Title A–Z");
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task The_trail_fits_a_phone_and_is_accessible(string language, ColorScheme scheme)
    {
        await using var library = await Library();
        await using var opened = await Open(
            library,
            new()
            {
                Viewport = PageOptions.Phone,
                ColorScheme = scheme,
                Locale = language,
            }
        );
        await opened.Page.GotoAsync(
            $"/base/{language}/links?tag=csharp&site=one.example&tag=a+rather+long+name+of+a+tag+that+somebody+likes"
                + "&is=unread&sort=-date&sort=title&tag=sql"
        );
        Assert.Equal(7, await opened.Page.Locator("#trail a.active").CountAsync());
        await opened.Page.AssertNoHorizontalOverflow();
        await opened.Page.AssertAccessible();
        await opened.Page.Screenshot($"trail-{language}");
    }

    [Fact]
    [Trait("Statement", "P15.2")]
    public async Task Every_request_of_the_pages_is_below_the_path_base()
    {
        await using var library = await Library();
        await using var opened = await Open(library, new());
        var page = opened.Page;
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync(Start);
        await page.ClickAsync("#trail li:nth-child(1) a");
        await Chips(page, "one.example", "#sql", "Newest first", "Title A–Z");
        await page.ClickAsync("article .star");
        await page.GotoAsync("/base/en/links/new");
        await Task.WhenAll(
            page.WaitForResponseAsync(answer => answer.Url.Contains("/api/links/exists", StringComparison.Ordinal)),
            page.FillAsync("[name='Form.Url']", "https://one.example/0"));
        await Assertions.Expect(page.Locator("[data-same] .notice")).ToHaveCountAsync(1);
        await Task.WhenAll(
            page.WaitForResponseAsync(answer => answer.Url.Contains("/api/tags/suggest", StringComparison.Ordinal)),
            page.Locator("[name='Form.Tags']").PressSequentiallyAsync("sq"));
        Assert.True(asked.Count > 10);
        Assert.All(asked.Where(path => path != "/favicon.ico"), path =>
            Assert.StartsWith("/base/", path, StringComparison.Ordinal)
        );
    }

    [Fact]
    [Trait("Statement", "P15.1")]
    [Trait("Statement", "P15.6")]
    public async Task With_htmx_blocked_everything_works_by_links_and_forms()
    {
        await using var library = await Library();
        await using var opened = await Open(
            library,
            new() { ExpectedErrors = ["ERR_FAILED"] },
            blocked: "**/lib/htmx/**"
        );
        var page = opened.Page;
        await page.GotoAsync(Start);
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof htmx"));
        await page.ClickAsync("#trail li:nth-child(2) a");
        await Chips(page, "#csharp", "#sql", "Newest first", "Title A–Z");
        await page.FillAsync("#q", "alpha");
        await page.PressAsync("#q", "Enter");
        await page.ExpectUrl("&q=alpha");
        await Assertions.Expect(page.Locator("article[data-link-id]")).ToHaveCountAsync(2);
        await page.ClickAsync("article .star >> nth=0");
        await Assertions.Expect(page.Locator("article .star[aria-pressed=true]")).ToHaveCountAsync(1);
        await page.GotoAsync("/base/en/links/new");
        await page.FillAsync("[name='Form.Url']", "https://new.example/");
        await page.FillAsync("[name='Form.Title']", "<img src=x onerror=alert(1)>");
        await page.ClickAsync("#link-form button.primary");
        await Assertions.Expect(page.Locator("#flashes li")).ToHaveCountAsync(1);
        Assert.Equal(0, await page.Locator("main article img").CountAsync());
        await page.ClickAsync("article >> nth=0 >> .actions a.button");
        await page.FillAsync("[name='Form.Title']", "Changed");
        await page.ClickAsync("form[id^=link-form] button.primary");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Changed");
    }

    [Fact]
    [Trait("Statement", "P15.6")]
    public async Task The_title_of_an_existing_link_is_inserted_as_text()
    {
        await using var library = await Library();
        await using var opened = await Open(library, new());
        var page = opened.Page;
        await page.GotoAsync(
            "/base/en/links/new?url=https%3A%2F%2Fmarkup.example%2F&title=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E"
        );
        await page.ClickAsync("#link-form button.primary");
        await page.GotoAsync("/base/en/links/new");
        await page.FillAsync("[name='Form.Url']", "markup.example");
        await Assertions
            .Expect(page.Locator("[data-same] [data-title]"))
            .ToHaveTextAsync("<img src=x onerror=alert(1)>");
        Assert.Equal(0, await page.Locator("[data-same] img").CountAsync());
    }

    async Task<WatchedPage> Open(TestLibrary library, PageOptions options, string? blocked = null)
    {
        var opened = await browser.Open(options with { BaseAddress = library.Address });
        if (blocked is not null) await opened.Page.RouteAsync(blocked, route => route.AbortAsync());
        await opened.Page.GotoAsync("/base/en/account/sign-in");
        await opened.Page.FillAsync("[name$='Username']", "ada1");
        await opened.Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await opened.Page.ClickAsync("main button.primary");
        await Assertions.Expect(opened.Page.Locator("article[data-link-id]")).Not.ToHaveCountAsync(0);
        return opened;
    }
}
