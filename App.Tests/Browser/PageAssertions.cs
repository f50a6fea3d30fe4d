using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Checks that a page has the expected URL, is accessible (axe-core, WCAG 2.2 AA) and is not wider than the window.
/// </summary>
public static class PageAssertions
{
    static readonly string AxeSource = File.ReadAllText(Path.Combine(Checkout.NodeModules, "axe-core", "axe.min.js"));

    // Playwright evaluates scripts through the debugger, so the page's content security policy does not apply.
    const string RunAxe = """
        async () => {
          // Waits until elements have faded in and have their final colours. Endless animations are skipped.
          await Promise.all(document.getAnimations()
            .filter(a => a.effect.getComputedTiming().endTime !== Infinity).map(a => a.finished.catch(() => {})));
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
          // Turns axe-core's preloading off for file: URLs. Otherwise axe-core fetches the style sheets, which browsers
          // forbid there.
          const preload = location.protocol !== 'file:';
          const { violations } = await axe.run(
            document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload });
          return violations.map(v => `${v.id} (${v.impact}): ${v.help}\n` + v.nodes
            .map(n => `    ${n.target.join(' ')}\n      ${n.failureSummary.replaceAll('\n', '\n      ')}`).join('\n'));
        }
        """;

    const string FindWide = """
        () => {
          const { scrollWidth, clientWidth } = document.documentElement;
          if (scrollWidth <= clientWidth) return [];
          const wide = [...document.body.querySelectorAll('*')]
            .filter(e => { const r = e.getBoundingClientRect(); return r.right > clientWidth + 0.5 || r.left < -0.5; })
            .map(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map(c => '.' + c).join(''));
          const first = `the document is ${scrollWidth} px wide in a window of ${clientWidth} px`;
          return [first, ...new Set(wide)].slice(0, 10);
        }
        """;

    /// <summary>
    /// Waits until the URL of the page ends with a text, in which <c>*</c> matches any characters. Playwright's
    /// <c>WaitForURLAsync</c> misses a change that happens while it starts to wait.
    /// </summary>
    public static Task ExpectUrl(this IPage page, string end) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(end).Replace("\\*", ".*")}$"));

    /// <summary>
    /// Fails when axe-core finds violations of WCAG 2.0, 2.1 or 2.2, level A or AA. The message contains rule, selector
    /// and advice for each violation. Throws <see cref="InvalidOperationException"/> on a page with JavaScript off.
    /// </summary>
    public static async Task AssertAccessible(this IPage page)
    {
        // This evaluation is synchronous. With JavaScript off, an asynchronous one would never end.
        if (await page.EvaluateAsync<bool>("() => matchMedia('(scripting: none)').matches"))
            throw new InvalidOperationException("axe-core needs a page with JavaScript on.");
        await page.EvaluateAsync(AxeSource);
        var violations = await page.EvaluateAsync<string[]>(RunAxe);
        if (violations.Length > 0)
            Assert.Fail($"{page.Url} is not accessible:\n{string.Join('\n', violations.Select(v => $"- {v}"))}");
    }

    /// <summary>
    /// Fails when the page scrolls horizontally at the current window size, and names the elements that overflow.
    /// </summary>
    public static async Task AssertNoHorizontalOverflow(this IPage page)
    {
        var wide = await page.WideElements();
        if (wide.Length > 0)
            Assert.Fail($"{page.Url} overflows: {string.Join(", ", wide)}");
    }

    /// <summary>The elements that overflow the window horizontally; empty when the page fits.</summary>
    public static Task<string[]> WideElements(this IPage page) => page.EvaluateAsync<string[]>(FindWide);

    /// <summary>
    /// Saves a picture of the whole page when CARAFE_SCREENSHOTS is set: to the folder of that name, or for 1 to
    /// <c>artifacts/screenshots</c>.
    /// </summary>
    public static async Task Screenshot(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CARAFE_SCREENSHOTS") is not { Length: > 0 } wanted) return;
        var folder = wanted is "1" ? Path.Combine(Checkout.Root, "artifacts", "screenshots") : wanted;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
