using App.Tests.Blueprints.Tidying;
using App.Tests.Testing;
using Microsoft.Playwright;

namespace App.Tests.Browser;

/// <summary>
/// Tests pages at phone width with text that is 30 % wider than usual. In other fonts of the same script, the width of
/// text differs by less than 30 %.
/// </summary>
public sealed class AnyFontTests(BrowserFixture browser) : IAsyncLifetime
{
    static readonly string[] visitorPages = ["/", "/account/sign-in", "/patterns", "/patterns/flashing", "/about"];

    static readonly string[] memberPages =
    [
        "/links",
        "/links/1",
        "/links/new",
        "/tags",
        "/import",
        "/tasks",
        "/account/settings",
    ];

    static readonly int[] widths = [320, 390];

    // The content security policy forbids style elements but allows style sheets that a script constructs.
    const string WidenText = """
        async () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            @font-face {
              font-family: Wide; src: local("Open Sans"), local("DejaVu Sans"), local("Arial"); size-adjust: 130%
            }
            @font-face {
              font-family: Wide; src: local("Noto Naskh Arabic"), local("Noto Naskh Arabic Regular");
              size-adjust: 130%; unicode-range: U+600-6FF
            }
            :root, :lang(ar) { --sans: Wide, sans-serif }
          `);
          document.adoptedStyleSheets = [sheet];
          await document.fonts.ready;
        }
        """;

    // Returns controls that overlap, and controls whose text overflows.
    const string FindOverlaps = """
        () => {
          const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')
            + [...e.classList].map(c => '.' + c).join('')
            + ' "' + (e.textContent.trim() || e.name || '').slice(0, 20) + '"';
          const controls = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
            const r = e.getBoundingClientRect();
            return e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && r.width > 1 && r.height > 1
              && !e.closest('.skip, .visually-hidden, .scroll, pre');
          });
          const found = [];
          const slack = 4; // the padding of a line may reach into the next line
          for (const [i, a] of controls.entries()) {
            const r = [...a.getClientRects()];
            if (/block|flex|grid/.test(getComputedStyle(a).display) && !a.matches('input, select, textarea')
                && a.scrollWidth > a.clientWidth + 1)
              found.push(`${name(a)} is ${a.scrollWidth} px wide in ${a.clientWidth} px`);
            for (const b of controls.slice(i + 1)) {
              if (a.contains(b) || b.contains(a)) continue;
              const over = r.some(x => [...b.getClientRects()].some(y =>
                Math.min(x.right, y.right) - Math.max(x.left, y.left) > slack
                && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > slack));
              if (over) found.push(`${name(a)} overlaps ${name(b)}`);
            }
          }
          return found;
        }
        """;

    TestLibrary library = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        library.Fill(3);
    }

    public ValueTask DisposeAsync() => library.DisposeAsync();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("ar")]
    public async Task The_phone_layout_works_with_a_wide_font(string language)
    {
        await using var opened = await browser.Open(new() { BaseAddress = library.Address, Locale = language });
        List<string> problems = [];
        foreach (var path in visitorPages) await Look(opened.Page, $"/{language}{path}", problems);
        await opened.Page.GotoAsync($"/{language}/account/sign-in");
        await opened.Page.FillAsync("[name$='Username']", "ada-l");
        await opened.Page.FillAsync("[name$='Password']", TestLibrary.Password);
        await opened.Page.ClickAsync("main button.primary");
        await Assertions.Expect(opened.Page.Locator(".account details")).ToHaveCountAsync(1);
        foreach (var path in memberPages) await Look(opened.Page, $"/{language}{path}", problems);
        // Opens the account menu, which covers links of the navigation. AssertAccessible reports a link that the menu
        // covers only partly, because its visible part is too small.
        await opened.Page.ClickAsync("header details.menu > summary");
        foreach (var width in widths)
        {
            await opened.Page.SetViewportSizeAsync(width, 800);
            await opened.Page.AssertAccessible();
            await opened.Page.Screenshot($"font-menu-{language}-{width}");
        }
        if (problems.Count > 0) Assert.Fail(string.Join('\n', problems));
    }

    static async Task Look(IPage page, string path, List<string> problems)
    {
        await page.GotoAsync(path);
        await page.EvaluateAsync(WidenText);
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.Screenshot($"font-{path.Trim('/').Replace('/', '-')}-{width}");
            foreach (
                var problem in (string[])
                    [.. await page.WideElements(), .. await page.EvaluateAsync<string[]>(FindOverlaps)]
            )
                problems.Add($"{path} at {width} px: {problem}");
        }
    }
}
