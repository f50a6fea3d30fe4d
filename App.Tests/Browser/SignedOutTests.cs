using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Blueprints.Links;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Verifies in a real browser what happens when a form is submitted after the session has ended elsewhere.
/// </summary>
public sealed class SignedOutTests(BrowserFixture browser)
{
    [Fact]
    [Trait("Statement", "P11.6")]
    public async Task An_in_place_edit_keeps_its_input_and_is_saved_after_signing_in_in_another_tab()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        library.InScope(scope => scope.GetRequiredService<LinkStore>()
            .Add(1, new() { Url = LinkUrl.Parse("https://example.org/")!, Title = "Before" }, DateTimeOffset.UtcNow));
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, ExpectedStatuses = [401] });
        var page = opened.Page;
        await SignIn(page, "alice", "/en/links");
        await page.ClickAsync("#link-1 [data-key=e]");
        await page.FillAsync("#title-1", "After");
        library.InScope(scope => { scope.GetRequiredService<SessionStore>().RemoveAll(1); return 0; });
        await page.ClickAsync("#link-form-1 button.primary");
        var message = page.Locator("#flashes li[data-category=error]");
        await message.WaitForAsync();
        Assert.Equal("After", await page.InputValueAsync("#title-1"));
        Assert.True(await message.Locator("a").IsVisibleAsync());
        await page.AssertAccessible();
        await page.Screenshot("signed-out");
        var other = await page.Context.RunAndWaitForPageAsync(() => message.Locator("a").ClickAsync());
        await SignIn(other, "alice");
        await other.ExpectUrl("/en/links");
        await page.ClickAsync("#link-form-1 button.primary");
        await Assertions.Expect(page.Locator("#link-1 h2 a")).ToHaveTextAsync("After");
    }

    [Fact]
    public async Task After_another_account_signed_in_the_next_submit_acts_for_that_account()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        (await library.SignUp("bobby")).Dispose();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, ExpectedStatuses = [400] });
        var page = opened.Page;
        await SignIn(page, "alice", "/en/account/settings");
        await page.SelectOptionAsync("#settings [name='Form.Density']", "compact");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/en/account/sign-out");
        await other.ClickAsync("main form#sign-out button.primary");
        await other.ExpectUrl("/en/");
        await SignIn(other, "bobby", "/en/links");
        await page.ClickAsync("#settings button.primary");
        await Assertions.Expect(page.Locator("#flashes li[data-category=error]"))
            .ToContainTextAsync("now signed in as bobby");
        Assert.Equal("compact", await page.InputValueAsync("#settings [name='Form.Density']"));
        await page.ClickAsync("#settings button.primary");
        await Assertions.Expect(page.Locator("#flashes")).ToContainTextAsync("Settings saved.");
        Assert.Equal(["comfortable", "compact"], new[] { 1L, 2L }.Select(id =>
            library.InScope(scope => scope.GetRequiredService<AccountStore>().Find(id)!.Density)));
    }

    static async Task SignIn(IPage page, string name, string? next = null)
    {
        if (next is not null) await page.GotoAsync($"/en/account/sign-in?next={Uri.EscapeDataString(next)}");
        await page.FillAsync("#Form_Username", name);
        await page.FillAsync("#Form_Password", TestLibrary.Password);
        await page.ClickAsync("form#sign-in button.primary");
        if (next is not null) await page.ExpectUrl(next);
    }
}
