using App.Patterns.Flashing;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Verifies the page layout in a real browser: header, flash messages, footer and the htmx integration.
/// </summary>
public sealed class ShellTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("ar", ColorScheme.Dark, 390)]
    [InlineData("de", ColorScheme.Light, 320)]
    [InlineData("fr", ColorScheme.Dark, 390)]
    public async Task The_layout_is_accessible_and_does_not_overflow_for_members_and_visitors(
        string language,
        ColorScheme scheme,
        int width
    )
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            ColorScheme = scheme,
            Viewport = new() { Width = width, Height = 800 },
        });
        var page = opened.Page;
        foreach (var signedIn in (bool[])[false, true])
        {
            if (signedIn) await SignIn(library, page, language);
            await page.GotoAsync($"/{language}/patterns");
            if (signedIn) await page.ClickAsync("details.menu summary");
            await page.AssertAccessible();
            await page.AssertNoHorizontalOverflow();
            await page.Screenshot($"shell-{language}-{width}-{(signedIn ? "member" : "visitor")}");
        }
        await page.AssertAccessible();
    }

    [Fact]
    public async Task A_message_can_be_dismissed_and_the_keyboard_focus_moves_on()
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        await SignIn(library, opened.Page, "en");
        library.InScope(services =>
        {
            var flashes = services.GetRequiredService<IFlashes>();
            flashes.AddFor(1, "10,000 links imported", FlashCategory.Info);
            flashes.AddFor(
                1,
                "Link moved to the trash",
                action: new FlashAction("Undo", "/en/links/1/trash", "DELETE")
            );
            flashes.AddFor(1, "The file ends too early", FlashCategory.Error);
            return 0;
        });
        await opened.Page.GotoAsync("/en/");
        await opened.Page.AssertAccessible();
        await opened.Page.Screenshot("shell-flashes");
        Assert.Equal(3, await opened.Page.Locator("#flashes > li").CountAsync());
        foreach (var left in (int[])[2, 1, 0])
        {
            await opened.Page.Locator("#flashes [data-dismiss]").First.ClickAsync();
            Assert.Equal(left, await opened.Page.Locator("#flashes > li").CountAsync());
            Assert.True(
                await opened.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)")
            );
        }
    }

    [Theory]
    [InlineData("no network")]
    [InlineData("a proxy's page")]
    [InlineData("an empty error")]
    [InlineData("another document")]
    public async Task An_unexpected_response_keeps_the_form_and_shows_an_error(string answer)
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            ExpectedStatuses = [502, 400],
            ExpectedErrors = ["htmx", "ERR_FAILED"],
        });
        var page = opened.Page;
        await page.GotoAsync("/en/account/theme");
        await page.RouteAsync("**/account/theme", route => answer switch
            {
                "no network" => route.AbortAsync(),
                "a proxy's page" => route.FulfillAsync(
                    new()
                    {
                        Status = 502,
                        Body = "<h1>Bad gateway</h1>",
                        ContentType = "text/html",
                    }
                ),
                "an empty error" => route.FulfillAsync(new() { Status = 400, Body = "" }),
                _ => route.FulfillAsync(
                    new()
                    {
                        Status = 200,
                        Body = "<!doctype html><html><body><h1>Elsewhere</h1></body></html>",
                        ContentType = "text/html",
                    }
                ),
            });
        await page.ClickAsync("#theme button.primary");
        await page.Locator("#flashes [role=alert]").WaitForAsync();
        Assert.Equal(1, await page.Locator("form#theme").CountAsync());
        Assert.DoesNotContain("gateway", await page.InnerTextAsync("body"), StringComparison.OrdinalIgnoreCase);
        await page.AssertAccessible();
    }

    [Fact]
    public async Task A_menu_closes_on_Escape_and_on_a_click_outside()
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        await SignIn(library, opened.Page, "en");
        await opened.Page.GotoAsync("/en/patterns");
        await opened.Page.ClickAsync("details.menu summary");
        await opened.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await opened.Page.Locator("details.menu[open]").CountAsync());
        Assert.True(await opened.Page.EvaluateAsync<bool>("document.activeElement.matches('details.menu summary')"));
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(1, await opened.Page.Locator("details.menu[open]").CountAsync());
        await opened.Page.ClickAsync("h1");
        Assert.Equal(0, await opened.Page.Locator("details.menu[open]").CountAsync());
    }

    [Fact]
    public async Task The_skip_link_is_first_and_moves_the_focus_to_the_content()
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        await opened.Page.GotoAsync("/en/patterns");
        await opened.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await opened.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await opened.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task An_htmx_fragment_updates_flash_messages_and_title()
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        var page = opened.Page;
        await SignIn(library, page, "en");
        await page.GotoAsync("/en/account/theme");
        library.InScope(services =>
        {
            services.GetRequiredService<IFlashes>().AddFor(1, "from a task");
            return 0;
        });
        await page.RouteAsync("**/probe", route =>
            route.ContinueAsync(new() { Url = new Uri(library.Address, "/en/patterns").ToString() })
        );
        await page.EvaluateAsync(
            """
            () => {
              const button = document.createElement('button');
              button.id = 'probe';
              button.setAttribute('hx-get', '/probe');
              button.setAttribute('hx-target', '#theme');
              document.querySelector('main').append(button);
              htmx.process(button);
            }
            """);
        await page.ClickAsync("#probe");
        Assert.Equal("from a task", await page.Locator("#flashes li p").InnerTextAsync());
        await page.WaitForFunctionAsync("document.title.startsWith('Handbook') || document.title.includes('·')");
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator("#flashes li").CountAsync());
    }

    static async Task SignIn(TestLibrary library, IPage page, string language)
    {
        using var visitor = await library.SignUp("lovelace", language);
        await page.Context.AddCookiesAsync(
            visitor
                .Cookies.GetAllCookies()
                .Select(cookie => new Microsoft.Playwright.Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Url = library.Address.ToString(),
                })
        );
    }
}
