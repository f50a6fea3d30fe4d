using System.Globalization;
using System.Text;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Tests an import with a preview in a real browser: view the links, choose options, import, undo.</summary>
public sealed class ImportPreviewTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en", ColorScheme.Light, true)]
    [InlineData("ar", ColorScheme.Dark, true)]
    [InlineData("de", ColorScheme.Dark, false)]
    public async Task A_file_is_previewed_filtered_imported_and_undone(
        string language,
        ColorScheme theme,
        bool javaScript
    )
    {
        await using var library = await TestLibrary.Start();
        using (await library.SignUp("ada-l")) { }
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            JavaScript = javaScript,
            Locale = language,
            ColorScheme = theme,
            Viewport = PageOptions.Phone,
        });
        var page = opened.Page;
        await page.GotoAsync($"/{language}/account/sign-in");
        await page.FillAsync("[name$='Username']", "ada-l");
        await page.FillAsync("[name$='Password']", TestLibrary.Password);
        await page.ClickAsync("main button.primary");
        await Assertions.Expect(page.Locator(".account details")).ToHaveCountAsync(1);
        await page.GotoAsync($"/{language}/import");
        await page.SetInputFilesAsync(
            "input[type=file]",
            new FilePayload
            {
                Name = "bookmarks.html",
                MimeType = "text/html",
                Buffer = Encoding.UTF8.GetBytes(File()),
            }
        );
        await page.ClickAsync("#import-form button.primary");
        await Shown(page, "#import-start[data-links='60']", javaScript);
        await Look(page, $"preview-{language}", javaScript);

        await page.ClickAsync(".more > summary");
        if (javaScript)
        {
            await page.FillAsync("#folder-filter", "Folder 13");
            await Assertions.Expect(page.Locator(".folder-list > li:visible")).ToHaveCountAsync(1);
            await page.FillAsync("#folder-filter", "");
        }
        await page.Locator(".folder-list input").First.CheckAsync();
        if (javaScript) await Assertions.Expect(page.Locator("#import-start[data-links='57']")).ToHaveCountAsync(1);
        await page.FillAsync("#Form_Tags", "mine");
        await page.ClickAsync("#import-start");
        await Shown(page, "[data-task-state=succeeded]", javaScript);
        await Assertions.Expect(page.Locator("dd[data-added='57'], dd[data-excluded='3']")).ToHaveCountAsync(2);
        await Look(page, $"imported-{language}", javaScript);

        await page.ClickAsync("#take-back button");
        await Shown(page, "#undo[data-undone=true]", javaScript);
        await Look(page, $"undone-{language}", javaScript);
        await page.GotoAsync($"/{language}/links");
        await Assertions.Expect(page.Locator("article[data-link-id]")).ToHaveCountAsync(0);
    }

    static string File()
    {
        var file = new StringBuilder("<DL>");
        for (var i = 0; i < 60; i++)
        {
            if (i % 3 == 0)
                file.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "</DL>" : "")}<DT><H3>Folder {i / 3}</H3><DL>");
            file.Append(
                CultureInfo.InvariantCulture,
                $"<DT><A HREF=\"https://example.org/{i}\" ADD_DATE=\"{1_600_000_000 + i}\">Page {i}</A>"
            );
        }
        return file.Append("</DL><DT><A HREF=\"javascript:void(0)\">Bookmarklet</A></DL>").ToString();
    }

    // Waits until the page shows the element. Without JavaScript the page does not update itself, so the test reloads
    // the page.
    static async Task Shown(IPage page, string selector, bool javaScript)
    {
        for (var tries = 0; !javaScript && await page.Locator(selector).CountAsync() == 0 && tries < 200; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator(selector)).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }

    static async Task Look(IPage page, string name, bool javaScript)
    {
        await page.AssertNoHorizontalOverflow();
        if (javaScript) await page.AssertAccessible();
        await page.Screenshot(name);
    }
}
