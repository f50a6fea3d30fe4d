using App.Blueprints.Links;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Tests editing a link in its row of the list with the keyboard, in a real browser.</summary>
public sealed class InPlaceEditingTests(BrowserFixture browser) : IAsyncLifetime
{
    const int Links = 30;

    // The width of border plus padding around a row in edit mode, in pixels. When editing starts or ends, the row may
    // move by at most this distance.
    const int Frame = 10;

    TestLibrary library = null!;
    WatchedPage opened = null!;

    IPage Page => opened.Page;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        using (await library.SignUp("ada1"))
            library.InScope(scope =>
            {
                for (var i = Links; i > 0; i--)
                    scope.GetRequiredService<LinkStore>().Add(1, Content(i), DateTimeOffset.UtcNow.AddHours(-i));
                return 0;
            });
        opened = await browser.Open(new() { BaseAddress = library.Address, ExpectedStatuses = [409, 422] });
        await Page.GotoAsync("/en/account/sign-in?next=%2Fen%2Flinks");
        await Page.FillAsync("[name$='Username']", "ada1");
        await Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await Page.ClickAsync("main button.primary");
        await Assertions.Expect(Page.Locator(".link-list > article")).ToHaveCountAsync(Links);
        await Page.WaitForLoadStateAsync(LoadState.Load);
    }

    public async ValueTask DisposeAsync()
    {
        await opened.DisposeAsync();
        await library.DisposeAsync();
    }

    static LinkContent Content(int i) => new()
    {
        Url = LinkUrl.Parse($"https://example.com/{i}")!,
        Title = $"Link {i}",
        Description = "About it.",
        Tags = ["web"],
    };

    async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    Task ExpectFocus(string selector) => Assertions.Expect(Page.Locator(selector)).ToBeFocusedAsync();

    Task<double> Top(int id) =>
        Page.EvaluateAsync<double>($"document.getElementById('link-{id}').getBoundingClientRect().top");

    [Fact]
    public async Task Editing_in_the_list_keeps_scroll_position_and_focus()
    {
        var id = Links - 9;
        for (var i = 0; i <= 9; i++) await Press("j");
        await Page.EvaluateAsync("document.activeElement.closest('article').scrollIntoView({ block: 'center' })");
        var top = await Top(id);

        await Press("e");
        await ExpectFocus($"#url-{id}");
        Assert.InRange(await Top(id), top, top + Frame);
        await Press("Escape");
        await ExpectFocus($"#edit-{id}");
        Assert.InRange(await Top(id), top - 2, top + 2);

        await Press("e");
        await Page.FillAsync($"#title-{id}", "Another title");
        await Press("Escape");
        await ExpectFocus(".editing [data-cancel]");
        await Page.FocusAsync($"#title-{id}");
        // Measures the position again, because focusing the button scrolled the page. Saving must not scroll the page.
        top = await Top(id);
        await Press("Enter");
        await ExpectFocus($"#edit-{id}");
        await Assertions.Expect(Page.Locator($"#open-{id}")).ToHaveTextAsync("Another title");
        Assert.InRange(await Top(id), top - Frame, top);
        top = await Top(id);

        await Press("e");
        await Page.FillAsync($"#url-{id}", "javascript:1");
        await Press("Enter");
        await ExpectFocus($"form[data-unsaved=true] #url-{id}");
        await Assertions.Expect(Page.Locator($"#url-{id}")).ToBeInViewportAsync();
        Assert.InRange(await Top(id), top, top + Frame);
        await Press("Escape", "Enter");
        await ExpectFocus($"#edit-{id}");

        await Press("e");
        await Page.FillAsync($"#title-{id}", "Mine");
        top = await Top(id);
        library.InScope(scope =>
        {
            var links = scope.GetRequiredService<LinkStore>();
            var link = links.Find(1, id)!;
            return links.Update(
                1,
                id,
                link.Version,
                new() { Url = LinkUrl.Parse(link.Url)!, Title = "Theirs" },
                DateTimeOffset.UtcNow
            );
        });
        await Press("Enter");
        await ExpectFocus($"#link-{id} [role=alert]");
        await Assertions.Expect(Page.Locator($"#link-{id} [role=alert]")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.InRange(await Top(id), top - 2, top + 2);
        await Page.Screenshot("hands-conflict");
        await Page.FocusAsync($"#title-{id}");
        await Press("Enter");
        await ExpectFocus($"#edit-{id}");
        await Assertions.Expect(Page.Locator($"#open-{id}")).ToHaveTextAsync("Mine");
        await Assertions.Expect(Page.Locator($"#link-{id}")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Press("j");
        await ExpectFocus($"#open-{id - 1}");
    }

    [Fact]
    public async Task Keys_typed_while_the_form_loads_are_ignored()
    {
        TaskCompletionSource loaded = new();
        await Page.RouteAsync("**/edit", async route =>
        {
            await loaded.Task;
            await route.ContinueAsync();
        });
        await Press("j", "e", "x", "#");
        loaded.SetResult();
        await ExpectFocus($"#url-{Links}");
        await Press("Escape");
        await ExpectFocus($"#edit-{Links}");
        await Assertions.Expect(Page.Locator(".link-list > article")).ToHaveCountAsync(Links);
        await Assertions.Expect(Page.Locator("article[data-selected]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cancel_waits_for_a_running_save()
    {
        TaskCompletionSource saved = new();
        List<string> cancelled = [];
        await Press("j", "e");
        await ExpectFocus($"#url-{Links}");
        await Page.RouteAsync($"**/links/{Links}", route =>
        {
            cancelled.Add(route.Request.Url);
            return route.ContinueAsync();
        });
        await Page.RouteAsync("**/edit", async route =>
        {
            if (route.Request.Method == "PUT") await saved.Task;
            await route.ContinueAsync();
        });
        await Page.FillAsync($"#title-{Links}", "Another title");
        await Press("Enter");
        await Page.ClickAsync(".editing [data-cancel]");
        await Page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        saved.SetResult();
        await Assertions.Expect(Page.Locator($"#open-{Links}")).ToHaveTextAsync("Another title");
        Assert.Empty(cancelled);
    }

    [Fact]
    public async Task Escape_does_not_discard_a_rejected_input()
    {
        await Press("j", "e");
        await Page.FillAsync($"#url-{Links}", "javascript:1");
        await Press("Enter");
        await Assertions.Expect(Page.Locator($"form[data-unsaved=true] #url-{Links}")).ToBeFocusedAsync();
        await Press("Escape");
        await ExpectFocus(".editing [data-cancel]");
        Assert.Equal("javascript:1", await Page.InputValueAsync($"#url-{Links}"));
    }
}
