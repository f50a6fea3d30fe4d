using System.Security.Cryptography;
using System.Text;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>Verifies that the upload page sends the digest of a file if the browser can compute the digest.</summary>
public sealed class UploadDigestTests(BrowserFixture browser)
{
    static readonly byte[] file = Encoding.UTF8.GetBytes("<DL><DT><A HREF=\"https://example.org/\">Example</A></DL>");

    [Theory]
    [Trait("Statement", "P22.1")]
    [Trait("Statement", "P09.15")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_sent_with_its_digest_or_as_a_form_if_none_can_be_computed(bool canHash)
    {
        await using var library = await TestLibrary.Start();
        using (await library.SignUp("ada-l")) { }
        await using var opened = await browser.Open(
            new() { BaseAddress = library.Address, Viewport = PageOptions.Phone }
        );
        var page = opened.Page;
        if (!canHash)
            await page.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })");
        await SignIn(page);
        await page.SetInputFilesAsync(
            "input[type=file]",
            new FilePayload
            {
                Name = "My bookmarks.html",
                MimeType = "text/html",
                Buffer = file,
            }
        );
        await page.ClickAsync("#import-form details > summary");
        await page.FillAsync("#Form_Tags", "mine & yours");
        var sent = await page.RunAndWaitForRequestAsync(
            () => page.ClickAsync("[name='Form.AtOnce']"),
            request => request.Method == "POST" && request.Url.Contains("/en/import", StringComparison.Ordinal));
        var headers = await sent.AllHeadersAsync();
        Assert.Equal(
            canHash ? $"sha-256=:{Convert.ToBase64String(SHA256.HashData(file))}:" : null,
            headers.GetValueOrDefault("content-digest")
        );
        Assert.StartsWith(
            canHash ? "application/octet-stream" : "multipart/form-data",
            headers["content-type"],
            StringComparison.Ordinal
        );
        await Assertions.Expect(page.Locator("dd[data-added='1']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("My_bookmarks.html");
        await Assertions
            .Expect(page.Locator($"[data-digest='{Convert.ToHexStringLower(SHA256.HashData(file))}']"))
            .ToHaveCountAsync(1);
        await page.GotoAsync("/en/links");
        await Assertions.Expect(page.Locator("article[data-link-id]")).ToContainTextAsync("mine & yours");
        opened.AssertNoProblems();
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_file_changed_in_transit_is_rejected_and_can_be_sent_again()
    {
        await using var library = await TestLibrary.Start();
        using (await library.SignUp("ada-l")) { }
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, ExpectedStatuses = [400] });
        var page = opened.Page;
        await SignIn(page);
        var isFirst = true;
        await page.RouteAsync(
            url => url.Contains("/en/import?", StringComparison.Ordinal),
            async route =>
            {
                var changed = isFirst && route.Request.Method == "POST";
                isFirst &= route.Request.Method != "POST";
                await route.ContinueAsync(
                    changed
                        ? new()
                        {
                            PostData = Encoding.UTF8.GetBytes(
                                "<DL><DT><A HREF=\"https://example.com/\">Another</A></DL>"
                            ),
                        }
                        : null
                );
            }
        );
        await page.SetInputFilesAsync(
            "input[type=file]",
            new FilePayload
            {
                Name = "bookmarks.html",
                MimeType = "text/html",
                Buffer = file,
            }
        );
        await page.ClickAsync("#import-form button.primary");
        await Assertions.Expect(page.Locator("#Form_File-errors li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#import-form button.primary")).ToBeEnabledAsync();
        await page.ClickAsync("#import-form button.primary");
        await Assertions.Expect(page.Locator("#import-start[data-links='1']")).ToHaveCountAsync(1);
    }

    static async Task SignIn(IPage page)
    {
        await page.GotoAsync("/en/account/sign-in");
        await page.FillAsync("[name$='Username']", "ada-l");
        await page.FillAsync("[name$='Password']", TestLibrary.Password);
        await page.ClickAsync("main button.primary");
        await Assertions.Expect(page.Locator(".account details")).ToHaveCountAsync(1);
        await page.GotoAsync("/en/import");
    }
}
