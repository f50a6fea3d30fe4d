using App.Blueprints.Links;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Keyboard shortcuts, selection, density and copying on the list, in a real browser.</summary>
public sealed class KeyboardAndSelectionTests(BrowserFixture browser) : IAsyncLifetime
{
    const int Links = 30;

    TestLibrary library = null!;
    WatchedPage opened = null!;

    IPage Page => opened.Page;

    ILocator Articles => Page.Locator(".link-list > article");

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        using (await library.SignUp("ada1"))
            library.InScope(scope =>
            {
                for (var i = Links; i > 0; i--)
                    scope
                        .GetRequiredService<LinkStore>()
                        .Add(
                            1,
                            new()
                            {
                                Url = LinkUrl.Parse($"{library.Address}health?{i}")!,
                                Title = $"Link {i}",
                                Description = "About it.",
                                Tags = ["web"],
                            },
                            DateTimeOffset.UtcNow.AddHours(-i)
                        );
                return 0;
            });
        await Open(new());
    }

    public async ValueTask DisposeAsync()
    {
        await opened.DisposeAsync();
        await library.DisposeAsync();
    }

    async Task Open(PageOptions options)
    {
        if (opened is not null) await opened.DisposeAsync();
        opened = await browser.Open(options with { BaseAddress = library.Address });
        await Page.GotoAsync("/en/account/sign-in?next=%2Fen%2Flinks");
        await Page.FillAsync("[name$='Username']", "ada1");
        await Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await Page.ClickAsync("main button.primary");
        await Assertions.Expect(Articles).ToHaveCountAsync(Links);
        // Waits for the load event, because the scripts with the shortcuts have run by then.
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    Task<string> Focused() =>
        Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.textContent.trim()");

    Task ExpectFocus(string selector) => Assertions.Expect(Page.Locator(selector)).ToBeFocusedAsync();

    Task ExpectSelected(int count) => Assertions.Expect(Page.Locator("article[data-selected]")).ToHaveCountAsync(count);

    // Returns the id of the link at a position. The list shows the newest link, which has the highest id, first.
    static int IdAt(int place) => Links - place;

    [Fact]
    public async Task Keyboard_shortcuts_move_along_the_list_and_act_on_the_current_link()
    {
        await Press("j", "j", "j", "k");
        await ExpectFocus($"#open-{IdAt(1)}");
        Assert.Equal(1, await Page.Locator("article[data-current]").CountAsync());
        for (var i = 0; i < 20; i++) await Press("j");
        await Assertions.Expect(Page.Locator($"#link-{IdAt(21)}")).ToBeInViewportAsync(new() { Ratio = 1 });

        await Press("s");
        await Assertions.Expect(Page.Locator($"#star-{IdAt(21)}")).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectFocus($"#open-{IdAt(21)}");
        await Press("#");
        await Assertions.Expect(Page.Locator($"#link-{IdAt(21)}")).ToHaveCountAsync(0);
        await ExpectFocus($"#open-{IdAt(22)}");
        await Assertions.Expect(Page.Locator($"[data-total='{Links - 1}']")).ToHaveCountAsync(1);
        await ExpectFocus($"#open-{IdAt(22)}");
        await Press("k");
        await ExpectFocus($"#open-{IdAt(20)}");

        await Press("/");
        await ExpectFocus("main input[type=search]");
        await Press("j", "x");
        Assert.Equal("jx", await Page.InputValueAsync("main input[type=search]"));
        await Assertions.Expect(Articles).ToHaveCountAsync(0);
        await Page.FillAsync("main input[type=search]", "link");
        await Assertions.Expect(Articles).ToHaveCountAsync(Links - 1);
        await Press("Escape");
        await ExpectFocus($"#open-{IdAt(0)}");
        await Press("j", "o");
        await Assertions.Expect(Page).ToHaveURLAsync($"{library.Address}health?2");
    }

    [Fact]
    public async Task The_shortcut_dialog_opens_and_disables_other_shortcuts()
    {
        await Press("j", "?");
        await Assertions.Expect(Page.Locator("dialog#keys[open] kbd")).ToHaveCountAsync(12);
        await Page.AssertAccessible();
        await Page.Screenshot("hands-keys");
        await Press("x", "j", "#");
        await ExpectSelected(0);
        await Press("Escape");
        await Assertions.Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await ExpectFocus($"#open-{IdAt(0)}");
        await Assertions.Expect(Articles).ToHaveCountAsync(Links);
        Assert.Equal("Links · Carafe", await Page.TitleAsync());
    }

    [Fact]
    public async Task Shortcuts_ignore_modifier_keys_and_use_the_physical_key()
    {
        await Press("j");
        await Press("Control+x", "Alt+x", "Meta+x");
        await ExpectSelected(0);
        const string type =
            """
            ([key, code]) => document.activeElement.dispatchEvent(
              new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))
            """;
        foreach (var (key, code) in new[] { ("ت", "KeyJ"), ("ч", "KeyX") })
            await Page.EvaluateAsync(type, new[] { key, code });
        await ExpectFocus($"#open-{IdAt(1)}");
        await ExpectSelected(1);
        // In another Latin keyboard layout the typed letter selects the shortcut, not the position of the key.
        await Page.EvaluateAsync(type, new[] { "k", "KeyV" });
        await ExpectFocus($"#open-{IdAt(0)}");
        await Page.EvaluateAsync(type, new[] { "؟", "Slash" });
        await Assertions.Expect(Page.Locator("dialog#keys[open]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Disabled_shortcuts_do_nothing()
    {
        await Page.GotoAsync("/en/account/settings");
        await Page.UncheckAsync("[name='Form.Shortcuts']");
        await Page.ClickAsync("form#settings button.primary");
        await Assertions.Expect(Page.Locator("#flashes li")).ToHaveCountAsync(1);
        await Page.GotoAsync("/en/links");
        await Press("j", "x", "?");
        await ExpectSelected(0);
        await Assertions.Expect(Page.Locator("dialog#keys, article[data-current]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Shift_selects_a_range_and_the_selection_survives_a_new_list()
    {
        await Assertions.Expect(Page.Locator("[data-bulk-bar]")).ToBeHiddenAsync();
        var boxes = Page.Locator(".pick > input");
        await boxes.Nth(2).ClickAsync();
        await Assertions.Expect(Page.Locator("[data-bulk-bar]")).ToBeVisibleAsync();
        await boxes.Nth(6).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await ExpectSelected(5);
        await Assertions.Expect(Page.Locator("#picked")).ToHaveTextAsync("Selected: 5");
        Assert.True(await Page.EvaluateAsync<bool>("document.querySelector('[data-select-page]').indeterminate"));
        await Page.Screenshot("hands-selection");
        await boxes.Nth(4).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await ExpectSelected(2);

        await Press("j", "Shift+X");
        await ExpectSelected(4);
        await Page.SelectOptionAsync("#sort", "date");
        await Assertions.Expect(Articles.First).ToHaveIdAsync("link-1");
        await ExpectSelected(4);
        await Assertions.Expect(Page.Locator("#picked")).ToHaveTextAsync("Selected: 4");
        await Assertions.Expect(Page.Locator($"#pick-{IdAt(2)}")).ToBeCheckedAsync();
        await Page.FillAsync("main input[type=search]", "\"link 3\"");
        await Assertions.Expect(Articles).ToHaveCountAsync(1);
        await Page.FillAsync("main input[type=search]", "");
        await Assertions.Expect(Articles).ToHaveCountAsync(Links);
        await ExpectSelected(1);

        await Page.CheckAsync("[data-select-page]");
        await ExpectSelected(Links);
        await Press("Escape");
        await ExpectSelected(0);
        await Assertions.Expect(Page.Locator("#picked")).ToHaveTextAsync("");
    }

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
        // Replaces the page's clock, because the label changes for only two seconds. A slow machine could miss that.
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
        await Page.WaitForURLAsync("**/edit");
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
