using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Tests that every page is accessible, does not overflow and logs no console errors, in light and dark themes, on wide
/// and narrow screens.
/// </summary>
public sealed class EveryPageTests(BrowserFixture browser) : IAsyncLifetime
{
    static readonly string[] visitorPages =
    [
        "/",
        "/account/sign-in",
        "/account/sign-up",
        "/account/theme",
        "/patterns",
        "/patterns?q=flash",
        "/patterns/distribute",
        "/source",
        "/source/App/Patterns/Flashing/Flash.cs",
        "/about",
        "/about/licences",
        "/@ada-l",
        "/nothing-here",
    ];

    static readonly string[] memberPages =
    [
        "/",
        "/links",
        "/links?q=standard",
        "/links?q=nothing+of+the+kind",
        "/links?is=archived",
        "/links/new",
        "/links/1",
        "/links/1/edit",
        "/links/trash",
        "/links/on-this-day",
        "/links/random",
        "/links/sample",
        "/account/sessions",
        "/keys",
        "/tags",
        "/import",
        "/import/1/report",
        "/import/2",
        "/import/2?rows=refused",
        "/export",
        "/export?q=standard",
        "/tasks",
        "/tasks/1",
        "/account/settings",
        "/account/password",
        "/account/delete",
        "/account/sign-out",
        "/account/theme",
        "/patterns",
        "/about",
    ];

    TestLibrary library = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        const string http = "TAGS=\"http,standard\"";
        const string wcag = "Web Content Accessibility Guidelines 2.2";
        const string semantics = "HTTP Semantics</A><DD>The standard of requests and answers.";
        await ada.Import($"""
            <DL><DT><H3>Standards</H3><DL>
            <DT><A HREF="https://www.rfc-editor.org/rfc/rfc9110" {http} PRIVATE="0" TOREAD="1">{semantics}
            <DT><A HREF="https://www.w3.org/TR/WCAG22/" TAGS="accessibility">{wcag}</A>
            <DT><A HREF="https://ar.wikipedia.org/wiki/ويب" TAGS="ويب">الشبكة العنكبوتية العالمية</A>
            <DT><A HREF="javascript:void(0)">Refused</A>
            </DL></DL>
            """, ("Form.Visibility", "file"));
        await ada.Preview($"""
            <DL><DT><H3>Standards</H3><DL>
            <DT><A HREF="https://www.rfc-editor.org/rfc/rfc9111" {http} ADD_DATE="1650000000">HTTP Caching</A>
            <DT><A HREF="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines 2.2</A>
            <DT><H3>الويب</H3><DL><DT><A HREF="https://ar.wikipedia.org/wiki/إنترنت" ADD_DATE="unknown">إنترنت</A></DL>
            <DT><A HREF="place:sort=8">Refused</A>
            </DL></DL>
            """);
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Theory]
    [InlineData("en", ColorScheme.Light, false)]
    [InlineData("en", ColorScheme.Dark, true)]
    [InlineData("ar", ColorScheme.Light, true)]
    [InlineData("de", ColorScheme.Dark, false)]
    [InlineData("fr", ColorScheme.Light, true)]
    public async Task Pages_are_accessible_and_do_not_overflow(string language, ColorScheme theme, bool narrow)
    {
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            Locale = language,
            ColorScheme = theme,
            Viewport = narrow ? new() { Width = 320, Height = 800 } : PageOptions.Wide,
            ExpectedStatuses = [404],
        });
        foreach (var path in visitorPages) await Look(opened.Page, language, path, theme, narrow);
        await opened.Page.GotoAsync($"/{language}/account/sign-in");
        await opened.Page.FillAsync("[name$='Username']", "ada-l");
        await opened.Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await opened.Page.ClickAsync("main button.primary");
        await Assertions.Expect(opened.Page.Locator(".account details")).ToHaveCountAsync(1);
        foreach (var path in memberPages) await Look(opened.Page, language, path, theme, narrow);
    }

    static async Task Look(IPage page, string language, string path, ColorScheme theme, bool narrow)
    {
        var answer = await page.GotoAsync($"/{language}{path}");
        Assert.True(answer!.Status == (path == "/nothing-here" ? 404 : 200), $"{path} answers {answer.Status}");
        await page.AssertAccessible();
        await page.AssertNoHorizontalOverflow();
        await page.Screenshot(
            $"{language}-{theme}-{(narrow ? "narrow" : "wide")}-{path.Trim('/').Replace('/', '-').Replace('?', '-')}"
        );
    }
}
