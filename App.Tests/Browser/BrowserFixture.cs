using App.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace App.Tests.Browser;

/// <summary>
/// One Chromium for the whole test run, started by the first test that opens a page. Test classes receive it in their
/// constructor. When no Chromium starts, every browser test fails with the same explanation; none is skipped.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // Timeout in milliseconds for a page or an assertion. It is long, because slow machines need it, and passing
    // tests do not wait for it.
    const float Timeout = 60_000;

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> running = new(Start);

    /// <summary>
    /// Opens an empty page in a new context (no cookies, no cache). Disposing of it reports its problems.
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
        // dotnet test hides standard error, but shows a test's output with --output Detailed.
        Console.Error.WriteLine(message);
        TestContext.Current.TestOutputHelper?.WriteLine(message);
    }
}
