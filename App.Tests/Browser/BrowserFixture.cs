using App.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace App.Tests.Browser;

/// <summary>
/// Starts one Chromium for the whole test run, when the first test opens a page. Test classes receive this fixture in
/// their constructor. When no Chromium starts, every browser test fails with the same explanation; no test is skipped.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // Timeout in milliseconds for a page or an assertion. Slow machines need a long timeout, and passing tests do not
    // wait for its end.
    const float Timeout = 60_000;

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> running = new(Start);

    /// <summary>
    /// Opens an empty page in a new context (no cookies, no cache). Disposing of the page fails the test if the page
    /// had problems, such as console errors.
    /// </summary>
    public async Task<WatchedPage> Open(PageOptions? options = null)
    {
        options ??= new();
        var (_, browser) = await running.Value;
        var context = await browser.NewContextAsync(new()
        {
            JavaScriptEnabled = options.JavaScript,
            ViewportSize = options.Viewport,
            ColorScheme = options.ColorScheme,
            Locale = options.Locale,
            BaseURL = options.BaseAddress?.ToString(),
        });
        context.SetDefaultTimeout(Timeout);
        return new(context, await context.NewPageAsync(), options);
    }

    public async ValueTask DisposeAsync()
    {
        if (!running.IsValueCreated || !running.Value.IsCompletedSuccessfully) return;
        var (playwright, browser) = await running.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    static async Task<(IPlaywright, IBrowser)> Start()
    {
        Assertions.SetDefaultExpectTimeout(Timeout);
        var playwright = await Playwright.CreateAsync();
        try
        {
            return (playwright, await new ChromiumFinder(playwright, ChromiumCandidate.All(), Say).Launch());
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    static void Say(string message)
    {
        // Writes the message twice: dotnet test hides standard error, but shows a test's output with --output Detailed.
        Console.Error.WriteLine(message);
        TestContext.Current.TestOutputHelper?.WriteLine(message);
    }
}
