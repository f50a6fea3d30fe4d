using App.Tests.Mounts;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Verifies that one browser can use two shelves by subdomain and one by path at the same time. A shelf is a separate
/// library of links.
/// </summary>
public sealed class ShelvesTests(BrowserFixture browser)
{
    [Theory, Trait("Statement", "P03.6"), Trait("Statement", "P03.7")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_can_work_in_two_shelves_at_once(bool javaScript)
    {
        await using var library = await TestLibrary.Start();
        library.AddShelf("alice", title: "Alice's shelf", colour: "purple");
        library.AddShelf("bob", title: "Bob's shelf", colour: "orange");
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, JavaScript = javaScript });
        var alice = opened.Page;
        var bob = await opened.Page.Context.NewPageAsync();
        var byPath = await opened.Page.Context.NewPageAsync();
        var port = library.Address.Port;
        await SignUp(alice, $"http://alice.localhost:{port}", "alicealice");
        await SignUp(bob, $"http://bob.localhost:{port}", "bobbob");
        await SignUp(byPath, $"http://127.0.0.1:{port}/~bob", "robert");
        await AddLink(alice, $"http://alice.localhost:{port}", "A link of Alice");
        await AddLink(bob, $"http://bob.localhost:{port}", "A link of Bob");
        await AddLink(byPath, $"http://127.0.0.1:{port}/~bob", "A link of Robert");
        await Sees(alice, $"http://alice.localhost:{port}", "Alice's shelf", "purple", "A link of Alice");
        await Sees(bob, $"http://bob.localhost:{port}", "Bob's shelf", "orange", "A link of Bob");
        await Sees(byPath, $"http://127.0.0.1:{port}/~bob", "Bob's shelf", "orange", "A link of Robert");
    }

    static async Task SignUp(IPage page, string root, string name)
    {
        await page.GotoAsync($"{root}/en/account/sign-up");
        await page.FillAsync("[name$='Username']", name);
        await page.FillAsync("[name$='Password']", TestLibrary.Password);
        await page.FillAsync("[name$='Confirm']", TestLibrary.Password);
        await page.CheckAsync("[name$='Accept'][type=checkbox]");
        await page.ClickAsync("main button.primary");
        await Assertions.Expect(page.Locator("details.menu .avatar, .account details")).Not.ToHaveCountAsync(0);
    }

    static async Task AddLink(IPage page, string root, string title)
    {
        await page.GotoAsync($"{root}/en/links/new");
        await page.FillAsync("[name$='Url']", $"https://example.org/{Uri.EscapeDataString(title)}");
        await page.FillAsync("[name$='Title']", title);
        await page.ClickAsync("form[id^=link-form] button.primary");
        await Assertions.Expect(page.Locator("#flashes li")).Not.ToHaveCountAsync(0);
    }

    static async Task Sees(IPage page, string root, string library, string colour, string title)
    {
        await page.GotoAsync($"{root}/en/links");
        await Assertions.Expect(page.Locator("a.brand")).ToHaveTextAsync(library);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-colour", colour);
        await Assertions.Expect(page.Locator("article[data-link-id]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("article[data-link-id]")).ToContainTextAsync(title);
    }
}
