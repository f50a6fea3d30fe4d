using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Tests the account forms with the keyboard only, in a real browser.</summary>
public sealed class AccountFormsTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_field_is_validated_on_blur_without_moving_the_focus()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        var page = opened.Page;
        await page.GotoAsync("/en/account/sign-up");
        await Assertions.Expect(page.Locator("#Form_Username")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("ALICE");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("#Form_Username-errors li").WaitForAsync();
        Assert.Equal("This name is taken.", await page.InnerTextAsync("#Form_Username-errors li"));
        await Assertions.Expect(page.Locator("#Form_Username")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal("Form_Password", await Focused(page));
        await page.FillAsync("#Form_Username", "bobby");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("#Form_Username:not([aria-invalid])").WaitForAsync();
        await Assertions.Expect(page.Locator("#Form_Username-errors li")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invalid_form_focuses_its_first_error_and_a_valid_one_signs_in(
        bool javaScript
    )
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(
            new()
            {
                BaseAddress = library.Address,
                JavaScript = javaScript,
                ExpectedStatuses = [422],
            }
        );
        var page = opened.Page;
        await page.GotoAsync("/en/account/sign-up");
        await page.FillAsync("#Form_Username", "alice");
        await page.ClickAsync("form#sign-up button.primary");
        await page.Locator("#Form_Password[aria-invalid=true]").WaitForAsync();
        Assert.Equal("alice", await page.InputValueAsync("#Form_Username"));
        await page.Locator("#Form_Password:focus").WaitForAsync();
        await page.Keyboard.TypeAsync(TestLibrary.Password);
        await page.FillAsync("#Form_Confirm", TestLibrary.Password);
        await page.CheckAsync("#Form_Accept");
        await page.ClickAsync("form#sign-up button.primary");
        await page.ExpectUrl("/en/");
        await Assertions.Expect(page.Locator("header .avatar")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task The_account_pages_are_accessible_and_fit_a_phone(string language, ColorScheme scheme)
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            ColorScheme = scheme,
            Viewport = PageOptions.Phone,
            ExpectedStatuses = [422],
        });
        var page = opened.Page;
        await page.GotoAsync($"/{language}/account/sign-in");
        await Look(page, $"sign-in-{language}");
        await page.GotoAsync($"/{language}/account/sign-up");
        await page.ClickAsync("form#sign-up button.primary");
        await page.Locator("#Form_Username[aria-invalid=true]").WaitForAsync();
        await Look(page, $"sign-up-{language}");
        await page.FillAsync("#Form_Username", "alice");
        await page.FillAsync("#Form_Password", TestLibrary.Password);
        await page.FillAsync("#Form_Confirm", TestLibrary.Password);
        await page.CheckAsync("#Form_Accept");
        await page.ClickAsync("form#sign-up button.primary");
        await page.ExpectUrl($"/{language}/");
        foreach (var name in (string[])["settings", "sessions", "theme", "sign-out"])
        {
            await page.GotoAsync($"/{language}/account/{name}");
            await Look(page, $"{name}-{language}");
        }
    }

    static async Task Look(IPage page, string name)
    {
        await page.AssertAccessible();
        await page.AssertNoHorizontalOverflow();
        await page.Screenshot($"account-{name}");
    }

    static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.id");
}
