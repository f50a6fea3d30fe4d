using App.Tests.Blueprints.Links;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Tests that the confirmation of a permanent deletion is a dialog with JavaScript and a page without JavaScript.
/// </summary>
public sealed class ConfirmationTests(BrowserFixture browser)
{
    const string Title = "#confirm-title";

    [Fact]
    public async Task The_dialog_focuses_Cancel_and_restores_the_focus_when_closed()
    {
        await using var library = await Library();
        await using var opened = await SignIn(library, "en", new());
        var page = opened.Page;
        var button = page.Locator("#empty-trash button");
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog#confirm[open]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(Title)).ToHaveTextAsync("Delete 3 links for good?");
        await Assertions.Expect(page.Locator("#confirm button[formmethod=dialog]")).ToBeFocusedAsync();
        Assert.Equal(
            "dialog",
            await page.EvaluateAsync<string>("document.querySelector('#confirm').matches(':modal') ? 'dialog' : 'none'")
        );
        await page.AssertAccessible();
        await page.Screenshot("confirm-dialog");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog#confirm[open]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(button).ToBeFocusedAsync();
        Assert.Equal(3, await page.Locator("article.link").CountAsync());

        await page.Locator("article.link .danger").First.ClickAsync();
        await Assertions.Expect(page.Locator(Title)).ToContainTextAsync("C");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#confirm .danger")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("article.link")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("ar", true)]
    [InlineData("en", false)]
    [InlineData("ar", false)]
    public async Task The_confirmation_fits_a_phone_in_both_directions(
        string language, bool javaScript)
    {
        await using var library = await Library();
        await using var opened = await SignIn(
            library,
            language,
            new() { Viewport = PageOptions.Phone, JavaScript = javaScript }
        );
        var page = opened.Page;
        await page.ClickAsync("#empty-trash button");
        await Assertions.Expect(page.Locator(Title)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#confirm-form [autofocus]")).ToBeFocusedAsync();
        await page.AssertNoHorizontalOverflow();
        await page.Screenshot($"confirm-{language}-{(javaScript ? "dialog" : "page")}-390");
        var (cancel, delete) = (
            await page.Locator("#confirm-form [autofocus]").BoundingBoxAsync(),
            await page.Locator("#confirm-form .danger").BoundingBoxAsync()
        );
        Assert.True(language == "ar" ? delete!.X + delete.Width <= cancel!.X : cancel!.X + cancel.Width <= delete!.X);
        await page.ClickAsync("#confirm-form .danger");
        await Assertions.Expect(page.Locator("article.link")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#flashes > li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_form_error_is_shown_on_the_page_and_not_in_the_dialog()
    {
        await using var library = await Library();
        await using var opened = await SignIn(library, "en", new() { ExpectedStatuses = [422] });
        var page = opened.Page;
        await page.GotoAsync("/en/tags");
        await page.ClickAsync("#tag-edit .danger");
        await Assertions.Expect(page.Locator("#tag-edit .error")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("dialog[open]").CountAsync());
    }

    static async Task<TestLibrary> Library()
    {
        var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        foreach (var name in (string[])["A", "B", "C"])
        {
            await ada.AddLink($"https://{name}.example/", name, "tag");
            await ada.Press(await ada.Get("/en/links"), "article button.danger");
        }
        return library;
    }

    async Task<WatchedPage> SignIn(TestLibrary library, string language, PageOptions options)
    {
        var opened = await browser.Open(options with { BaseAddress = library.Address, Locale = language });
        await opened.Page.GotoAsync($"/{language}/account/sign-in?next=%2F{language}%2Flinks%2Ftrash");
        await opened.Page.FillAsync("[name$='Username']", "ada1");
        await opened.Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await opened.Page.ClickAsync("main button.primary");
        await Assertions.Expect(opened.Page.Locator("article.link")).ToHaveCountAsync(3);
        await opened.Page.WaitForLoadStateAsync(LoadState.Load);
        return opened;
    }
}
