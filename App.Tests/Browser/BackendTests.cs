using App.Tests.Blueprints.Backend;
using App.Tests.Mounts;
using App.Tests.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Tests the backend in a real browser: with and without scripts, on wide and narrow screens, in light and dark themes.
/// </summary>
public sealed class BackendTests(BrowserFixture browser) : IAsyncLifetime
{
    TestLibrary library = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        library.AddShelf("city");
        library.Record(1, App.Patterns.BackgroundTasks.TaskState.Failed, DateTimeOffset.UtcNow);
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();

    ILogger Log => library.Services.GetRequiredService<ILoggerFactory>().CreateLogger("App.Tests");

    [Theory]
    [InlineData("en", ColorScheme.Light, false)]
    [InlineData("de", ColorScheme.Dark, true)]
    [InlineData("ar", ColorScheme.Light, true)]
    [InlineData("fr", ColorScheme.Dark, false)]
    public async Task Backend_pages_are_accessible_and_do_not_overflow(string language, ColorScheme theme, bool narrow)
    {
        Log.LogError(new InvalidOperationException("for the page of the log"), "It broke");
        await using var opened = await browser.Open(new()
        {
            BaseAddress = library.Address,
            Locale = language,
            ColorScheme = theme,
            Viewport = narrow ? new() { Width = 320, Height = 800 } : PageOptions.Wide,
            ExpectedStatuses = [404],
        });
        await SignIn(opened.Page, $"/backend/{language}/");
        foreach (var path in BackendSteps.Pages.Concat(["/shelves/city", "/tasks/1", "/nothing-here"]))
        {
            await opened.Page.GotoAsync($"/backend/{language}{path}");
            await opened.Page.AssertAccessible();
            await opened.Page.AssertNoHorizontalOverflow();
            await opened.Page.Screenshot(
                $"backend-{language}-{theme}-{(narrow ? "narrow" : "wide")}-"
                    + $"{path.Trim('/').Replace('/', '-').Replace('?', '-')}"
            );
        }
    }

    [Fact]
    public async Task The_log_page_updates_live()
    {
        await using var opened = await browser.Open(new() { BaseAddress = library.Address });
        await SignIn(opened.Page, "/backend/en/log");
        Log.LogWarning("one while it is open");
        await Assertions.Expect(opened.Page.Locator("#log > li").First).ToContainTextAsync("one while it is open");
        await opened.Page.SelectOptionAsync("#level", "error");
        await opened.Page.ExpectUrl("level=error");
        Log.LogWarning("too small");
        Log.LogError("large enough");
        await Assertions.Expect(opened.Page.Locator("#log > li").First).ToContainTextAsync("large enough");
        Assert.Equal(0, await opened.Page.GetByText("too small").CountAsync());
    }

    [Fact]
    public async Task The_log_page_streams_without_scripts()
    {
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, JavaScript = false });
        await SignIn(opened.Page, "/backend/en/log");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Follow the log" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator("h1")).ToHaveTextAsync("Follow the log");
        Log.LogWarning("while it is open");
        await Assertions.Expect(opened.Page.Locator("ol.log > li").Last).ToContainTextAsync("while it is open");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Stop following" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator("h1")).ToHaveTextAsync("Log");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_overview_changes_its_period_and_shows_charts_as_tables(bool scripts)
    {
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, JavaScript = scripts });
        await SignIn(opened.Page, "/backend/en/");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator(".chips [aria-current]")).ToHaveTextAsync("7 days");
        await opened.Page.Locator("#plot-storage summary").ClickAsync();
        await Assertions.Expect(opened.Page.Locator("#plot-storage tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(opened.Page.Locator("#plot-storage svg")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Form_errors_are_shown_beside_their_fields()
    {
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, ExpectedStatuses = [422] });
        await SignIn(opened.Page, "/backend/en/new-shelf");
        await opened.Page.FillAsync("#Name", "No Name");
        await opened.Page.ClickAsync("#new-shelf button.primary");
        await Assertions.Expect(opened.Page.Locator("#Name-errors li")).ToHaveCountAsync(1);
        await opened.Page.FillAsync("#Name", "town");
        await opened.Page.FillAsync("#Title", "The town");
        await opened.Page.ClickAsync("#new-shelf button.primary");
        await Assertions.Expect(opened.Page.Locator("h1")).ToHaveTextAsync("The town");
        await opened.Page.FillAsync("#shelf-removal-name", "city");
        await opened.Page.ClickAsync("#shelf-removal button.danger");
        await Assertions.Expect(opened.Page.Locator("#shelf-removal .field .errors li")).ToHaveCountAsync(1);
    }

    static async Task SignIn(IPage page, string next)
    {
        await page.GotoAsync(next);
        await page.FillAsync("[name$='Username']", "ada-l");
        await page.FillAsync("[name$='Password']", TestLibrary.Password);
        await page.ClickAsync("main button.primary");
        await page.ExpectUrl(next);
    }
}
