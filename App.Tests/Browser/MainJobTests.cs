using System.Text;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Verifies the main use case in a real browser: sign up, import ten thousand links, find one, edit and delete the
/// link, undo the deletion, export.
/// </summary>
public sealed class MainJobTests(BrowserFixture browser)
{
    const int Links = 10_000;

    [Theory]
    [InlineData("en", true)]
    [InlineData("en", false)]
    [InlineData("ar", true)]
    [InlineData("ar", false)]
    public async Task Sign_up_import_search_edit_delete_undo_and_export(string language, bool javaScript)
    {
        await using var library = await TestLibrary.Start();
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            JavaScript = javaScript,
            Locale = language,
            Viewport = PageOptions.Phone,
        });
        var walk = new Walk(opened.Page, language, javaScript);
        await walk.SignUp("walker");
        await walk.Import(BookmarkSample.Of(Links));
        await walk.Find("number 7777");
        await walk.EditTitle("A title that is mine");
        await walk.DeleteAndUndo();
        await walk.Export();
    }

    sealed class Walk(IPage page, string language, bool javaScript)
    {
        // An import of 10,000 links beside other tests can take longer than the usual time limit.
        static readonly LocatorAssertionsToHaveCountOptions patient = new() { Timeout = 240_000 };

        ILocator Results => page.Locator("article[data-link-id]");

        public async Task SignUp(string name)
        {
            await Open("/account/sign-up");
            await page.FillAsync("[name$='Username']", name);
            await page.FillAsync("[name$='Password']", TestLibrary.Password);
            await page.FillAsync("[name$='Confirm']", TestLibrary.Password);
            await page.CheckAsync("[name$='Accept'][type=checkbox]");
            await page.ClickAsync("main button.primary");
            await Assertions.Expect(page.Locator("details.menu .avatar, .account details")).Not.ToHaveCountAsync(0);
            await Look("signed-up");
        }

        public async Task Import(string file)
        {
            await Open("/import");
            await Look("import");
            await page.SetInputFilesAsync("input[type=file]", new FilePayload
            {
                Name = "bookmarks.html",
                MimeType = "text/html",
                Buffer = Encoding.UTF8.GetBytes(file),
            });
            await page.ClickAsync("#import-form button.primary");
            await page.ExpectUrl($"/{language}/import/*");
            await Await($"#import-start[data-links='{Links}']");
            await Look("preview");
            await page.ClickAsync("#import-start");
            await Await("[data-task-state=succeeded]");
            await Assertions.Expect(page.Locator($"dd[data-added='{Links}']")).ToHaveCountAsync(1);
            await Look("report");
        }

        async Task Await(string selector)
        {
            var awaited = page.Locator(selector);
            // Without JavaScript the page does not update itself, so the test reloads it.
            for (var tries = 0; !javaScript && await awaited.CountAsync() == 0 && tries < 200; tries++)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
                await page.ReloadAsync();
            }
            await Assertions.Expect(awaited).ToHaveCountAsync(1, patient);
        }

        public async Task Find(string words)
        {
            await Open("/links");
            await Assertions.Expect(page.Locator($"[data-total='{Links}']")).ToHaveCountAsync(1);
            await Look("links");
            var search = page.Locator("main form[role=search] [name=q]");
            await search.FillAsync($"\"{words}\"");
            // With JavaScript the results update during typing, so one more typed character starts the search.
            if (javaScript) await search.PressSequentiallyAsync(" ");
            else await page.ClickAsync("main form[role=search] button");
            await Assertions.Expect(Results).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("[data-total='1']")).ToHaveCountAsync(1);
            await Assertions.Expect(Results.Locator("mark")).Not.ToHaveCountAsync(0);
            Assert.Contains("q=", page.Url);
            if (javaScript) await Assertions.Expect(search).ToBeFocusedAsync();
            await Look("found");
        }

        public async Task EditTitle(string title)
        {
            var place = page.Url;
            await page.ClickAsync("[id^='edit-']");
            await Assertions.Expect(page.Locator("[name$='Title']")).ToBeVisibleAsync();
            await Look("edit");
            await page.FillAsync("[name$='Title']", title);
            await page.ClickAsync("main form.stack button.primary");
            await Assertions.Expect(page.GetByText(title).First).ToBeVisibleAsync();
            if (javaScript) Assert.Equal(place, page.Url);
            await Open("/links?q=%22that+is+mine%22");
            await Assertions.Expect(Results).ToHaveCountAsync(1);
        }

        public async Task DeleteAndUndo()
        {
            await page.ClickAsync("details.menu[id^='menu-'] > summary");
            // Skips the axe check, because its rule about target sizes reports the controls that an open menu covers.
            await Look("menu", isCovered: true);
            await page.ClickAsync("details.menu[id^='menu-'] button.danger");
            await Assertions.Expect(Results).ToHaveCountAsync(0);
            await Look("deleted");
            await page.ClickAsync("#flashes form button");
            if (javaScript) await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Open("/links?q=%22that+is+mine%22");
            await Assertions.Expect(Results).ToHaveCountAsync(1);
        }

        public async Task Export()
        {
            await Open("/export");
            await Look("export");
            var download = await page.RunAndWaitForDownloadAsync(() =>
                page.ClickAsync("a[download][href$='links.html']")
            );
            var file = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            Assert.Contains(">A title that is mine</A>", file);
            Assert.Equal(Links, file.Split("<DT><A ").Length - 1);
        }

        Task<IResponse?> Open(string path) => page.GotoAsync($"/{language}{path}");

        async Task Look(string name, bool isCovered = false)
        {
            await page.AssertNoHorizontalOverflow();
            if (javaScript && !isCovered) await page.AssertAccessible();
            await page.Screenshot($"{language}-{(javaScript ? "js" : "nojs")}-{name}");
        }
    }
}
