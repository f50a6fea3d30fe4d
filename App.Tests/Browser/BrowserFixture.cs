using App.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace App.Tests.Browser;

/// <summary>
/// One Chromium for the whole test run, started when the first test opens a page. A test class asks for it in its
/// constructor. A machine on which no Chromium starts fails every browser test with the same explanation; none is
/// skipped.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    // Milliseconds to wait for a page or an assertion. Long, because it is reached only by a test that fails or by a
    // busy machine.
    const float Timeout = 60_000;

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> running = new(Start);

    /// <summary>
    /// Opens an empty page in a fresh context (no cookies, no cache). Dispose it to hear what went wrong on it.
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
        // dotnet test keeps standard error to itself; it shows a test's output with --output Detailed.
        Console.Error.WriteLine(message);
        TestContext.Current.TestOutputHelper?.WriteLine(message);
    }
}
