using Microsoft.Playwright;

namespace App.Tests.Browser;

public sealed class KeyboardTests(BrowserFixture browser) : LinkListPage(browser)
{
    Task ExpectFocus(string selector) => Assertions.Expect(Page.Locator(selector)).ToBeFocusedAsync();

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
        // Types k with the key at the position of V, as some Latin keyboard layouts do. The shortcut for k must run,
        // not the one for the position of the key.
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
}
