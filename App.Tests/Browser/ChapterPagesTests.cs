using App.Blueprints.Handbook;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>A library that all tests of the handbook pages share.</summary>
public sealed class ReadLibrary : IAsyncLifetime
{
    TestLibrary library = null!;

    public Uri Address => library.Address;

    public async ValueTask InitializeAsync() => library = await TestLibrary.Start();

    public ValueTask DisposeAsync() => library.DisposeAsync();
}

/// <summary>Opens every written chapter of the handbook and tries its live example, with and without scripts.</summary>
public sealed class ChapterPagesTests(ReadLibrary library, BrowserFixture browser) : IClassFixture<ReadLibrary>
{
    public static TheoryData<string> Written =>
        [.. Chapters.All.Where(chapter => ChapterText.Of(chapter).IsWritten).Select(chapter => chapter.Slug)];

    // HTTP statuses that the live examples return on purpose.
    static readonly int[] expected = [401, 404, 422];

    static readonly ViewportSize narrow = new() { Width = 320, Height = 800 };

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_chapter_and_its_demo_work_with_scripts(string slug) =>
        await ReadAndTry(slug, new() { BaseAddress = library.Address, ExpectedStatuses = expected });

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_chapter_and_its_demo_work_in_dark_mode_right_to_left_on_a_small_screen(string slug) =>
        await ReadAndTry(
            slug,
            new()
            {
                BaseAddress = library.Address,
                Locale = "ar",
                ColorScheme = ColorScheme.Dark,
                Viewport = narrow,
                ExpectedStatuses = expected,
            }
        );

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_chapter_and_its_demo_work_without_scripts(string slug) =>
        await ReadAndTry(
            slug,
            new()
            {
                BaseAddress = library.Address,
                Locale = "de",
                JavaScript = false,
                Viewport = narrow,
                ExpectedStatuses = expected,
            }
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_index_is_searchable_while_typing_and_by_form(bool scripts)
    {
        await using var opened = await browser.Open(
            new()
            {
                BaseAddress = library.Address,
                JavaScript = scripts,
                Viewport = narrow,
            }
        );
        var page = opened.Page;
        await page.GotoAsync("/en/patterns");
        await page.FillAsync("main input[name=q]", "flash");
        if (!scripts) await page.PressAsync("main input[name=q]", "Enter");
        await Assertions.Expect(page.Locator(".places > li").First).ToContainTextAsync("Message Flashing");
        await page.AssertNoHorizontalOverflow();
        await page.Locator(".places a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Message Flashing");
    }

    async Task ReadAndTry(string slug, PageOptions options)
    {
        var address = $"/{options.Locale}/patterns/{slug}";
        await using var opened = await browser.Open(options);
        var page = opened.Page;
        await page.GotoAsync(address);
        await page.AssertNoHorizontalOverflow();
        await Assertions.Expect(page.Locator("#exchanges [data-exchange]")).ToHaveCountAsync(0);
        var before = await Shown(page);
        await page.EvaluateAsync("() => document.documentElement.dataset.before = ''");
        await Try(page);
        if (options.JavaScript)
            await page.WaitForFunctionAsync(
                "address => location.pathname != address || document.querySelector('#exchanges [data-exchange]')",
                address
            );
        else
            await Assertions.Expect(page.Locator("html[data-before]")).ToHaveCountAsync(0);
        // If the live example has not opened another page, its shown result must have changed.
        if (new Uri(page.Url).AbsolutePath == address) Assert.NotEqual(before, await Shown(page));
        else await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("#exchanges [data-exchange]")).Not.ToHaveCountAsync(0);
        await page.AssertNoHorizontalOverflow();
        if (options.JavaScript) await page.AssertAccessible();
        await page.Screenshot($"chapter-{slug}-{options.Locale}-{(options.JavaScript ? "scripts" : "plain")}");
    }

    /// <summary>Fills in and submits the first form of the live example. If there is no form, follows a link.</summary>
    static async Task Try(IPage page)
    {
        var form = page.Locator("#try form").First;
        if (await form.CountAsync() == 0)
        {
            // Excludes the link to the members page, which redirects to the sign-in page.
            await page.Locator("#try a[href]:not([href$='/members'])").First.ClickAsync();
            return;
        }
        // Fills in the input fields. If the form has no input fields, chooses an option in its select elements.
        var inputs = form.Locator("input:not([type=hidden]), textarea");
        foreach (var field in await (await inputs.CountAsync() > 0 ? inputs : form.Locator("select")).AllAsync())
            await Fill(field);
        await form.Locator("button").First.ClickAsync();
    }

    static async Task Fill(ILocator field)
    {
        switch (await field.EvaluateAsync<string>("field => field.type"))
        {
            case "select-one":
                await field.SelectOptionAsync(
                    new SelectOptionValue
                    {
                        Index = await field.EvaluateAsync<int>("field => (field.selectedIndex + 1) % field.length"),
                    }
                );
                break;
            case "file":
                await field.SetInputFilesAsync(
                    new FilePayload
                    {
                        Name = "a note.txt",
                        MimeType = "text/plain",
                        Buffer = "Hello"u8.ToArray(),
                    }
                );
                break;
            case "number":
                break;
            case "checkbox":
                await field.CheckAsync();
                break;
            default:
                await field.FillAsync("7");
                break;
        }
    }

    // Returns the text of the live example and of the flash messages.
    static Task<string> Shown(IPage page) =>
        page.EvaluateAsync<string>(
            "() => document.querySelector('#try').innerText + document.querySelector('#flashes').innerText"
        );
}
