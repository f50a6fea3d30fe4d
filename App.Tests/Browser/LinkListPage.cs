using App.Blueprints.Links;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Base class for browser tests of a list of links, with helpers for its keyboard shortcuts.</summary>
public abstract class LinkListPage(BrowserFixture browser) : IAsyncLifetime
{
    private protected const int Links = 30;

    private protected TestLibrary library = null!;
    private protected WatchedPage opened = null!;

    private protected IPage Page => opened.Page;

    private protected ILocator Articles => Page.Locator(".link-list > article");

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
        GC.SuppressFinalize(this);
        await opened.DisposeAsync();
        await library.DisposeAsync();
    }

    private protected async Task Open(PageOptions options)
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

    private protected async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    private protected Task ExpectSelected(int count) =>
        Assertions.Expect(Page.Locator("article[data-selected]")).ToHaveCountAsync(count);

    // Returns the id of the link at a position. The list shows the newest link, which has the highest id, first.
    private protected static int IdAt(int place) => Links - place;
}
