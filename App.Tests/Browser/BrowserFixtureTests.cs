using Microsoft.Playwright;
using Xunit.Sdk;

namespace App.Tests.Browser;

public sealed class BrowserFixtureTests(BrowserFixture browser)
{
    const string Script = "<script src=/page.js defer></script>";
    const string Style = "<link rel=stylesheet href=/page.css>";

    [Fact]
    public async Task A_page_runs_its_script_when_javascript_is_on()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1>", Script);
        await using var opened = await browser.Open(new() { BaseAddress = site.Address });
        await opened.Page.GotoAsync("/");
        Assert.Contains("scripted", await opened.Page.InnerTextAsync("main"));
    }

    [Fact]
    public async Task A_page_runs_no_script_when_javascript_is_off()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1><noscript>without</noscript>", Script);
        await using var opened = await browser.Open(new() { BaseAddress = site.Address, JavaScript = false });
        await opened.Page.GotoAsync("/");
        var text = await opened.Page.InnerTextAsync("main");
        Assert.Contains("without", text);
        Assert.DoesNotContain("scripted", text);
    }

    [Fact]
    public async Task Overflow_is_detected_without_JavaScript_and_axe_reports_that_it_needs_it()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1><div class=wide></div>", Style);
        await using var opened = await browser.Open(
            new()
            {
                BaseAddress = site.Address,
                JavaScript = false,
                Viewport = PageOptions.Phone,
            }
        );
        await opened.Page.GotoAsync("/");
        await Assert.ThrowsAsync<FailException>(opened.Page.AssertNoHorizontalOverflow);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(opened.Page.AssertAccessible);
        Assert.Equal("axe-core needs a page with JavaScript on.", failure.Message);
    }

    [Fact]
    public async Task Viewport_colour_scheme_and_language_are_those_requested()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1>");
        await using var opened = await browser.Open(new()
        {
            BaseAddress = site.Address,
            Viewport = PageOptions.Phone,
            ColorScheme = ColorScheme.Dark,
            Locale = "ar",
        });
        await opened.Page.GotoAsync("/");
        Assert.Equal(
            "390 844 true ar",
            await opened.Page.EvaluateAsync<string>(
                "() => [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, "
                    + "navigator.language].join(' ')"
            )
        );
    }

    [Fact]
    public async Task Axe_reports_an_image_without_description_on_a_page_with_a_strict_policy()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1><img id=mute src='/page.css'>");
        await using var opened = await browser.Open(new() { BaseAddress = site.Address });
        await opened.Page.GotoAsync("/");
        var failure = await Assert.ThrowsAsync<FailException>(opened.Page.AssertAccessible);
        Assert.Contains("- image-alt (critical): Images must have alternative text\n    #mute\n", failure.Message);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_accepts_a_clean_page(ColorScheme colours)
    {
        await using var site = await BarePages.Serve(
            "<h1>Hello</h1><a href=/>Home</a><img alt=Style src=/page.css>",
            Style,
            policy: "default-src 'self'; img-src 'self' data:"
        );
        await using var opened = await browser.Open(new() { BaseAddress = site.Address, ColorScheme = colours });
        await opened.Page.GotoAsync("/");
        await opened.Page.AssertAccessible();
    }

    [Fact]
    public async Task An_element_wider_than_a_phone_overflows_there_and_not_on_the_desktop()
    {
        await using var site = await BarePages.Serve("<h1>Hello</h1><div class=wide></div>", Style);
        await using (var desk = await browser.Open(new() { BaseAddress = site.Address }))
        {
            await desk.Page.GotoAsync("/");
            await desk.Page.AssertNoHorizontalOverflow();
        }

        await using var phone = await browser.Open(new() { BaseAddress = site.Address, Viewport = PageOptions.Phone });
        await phone.Page.GotoAsync("/");
        var failure = await Assert.ThrowsAsync<FailException>(phone.Page.AssertNoHorizontalOverflow);
        Assert.Contains("div.wide", failure.Message);
    }

    [Fact]
    public async Task An_element_wider_than_a_phone_overflows_in_right_to_left_layout()
    {
        await using var site = await BarePages.Serve("<h1>سلام</h1><div class=wide></div>", Style, lang: "ar");
        await using var phone = await browser.Open(new() { BaseAddress = site.Address, Viewport = PageOptions.Phone });
        await phone.Page.GotoAsync("/");
        await Assert.ThrowsAsync<FailException>(phone.Page.AssertNoHorizontalOverflow);
    }

    [Fact]
    public async Task Arabic_and_German_are_rendered_with_real_glyphs()
    {
        // Compares text widths to detect missing glyphs. Arabic letters differ in width, and joining changes their
        // width. The placeholders for missing glyphs all have the same width.
        await using var site = await BarePages.Serve(
            "<h1>مكتبة الروابط</h1><p>Die Bücher müßten größer sein</p>"
                + "<span id=alef>ااااا</span><br><span id=seen>سسسسس</span><br>"
                + "<span id=apart>س&zwnj;س&zwnj;س&zwnj;س&zwnj;س</span>",
            Style,
            lang: "ar"
        );
        await using var opened = await browser.Open(new() { BaseAddress = site.Address, Locale = "ar" });
        await opened.Page.GotoAsync("/");
        await opened.Page.Screenshot("arabic");

        var widths = new Dictionary<string, float>();
        foreach (var id in (string[])["alef", "seen", "apart"])
            widths[id] = (await opened.Page.Locator($"#{id}").BoundingBoxAsync())!.Width;
        Assert.True(widths["alef"] < widths["seen"] / 2, $"alef {widths["alef"]}, seen {widths["seen"]}");
        Assert.NotEqual(widths["seen"], widths["apart"], 0.5);
    }
}
