using Microsoft.Playwright;

namespace App.Tests.Browser;

public sealed class SelectionTests(BrowserFixture browser) : LinkListPage(browser)
{
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
}
