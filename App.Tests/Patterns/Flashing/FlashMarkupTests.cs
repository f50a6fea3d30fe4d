using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>Verifies the HTML of flash messages on the pages of the site.</summary>
public sealed class FlashMarkupTests
{
    [Fact]
    [Trait("Statement", "P14.1")]
    [Trait("Statement", "P14.9")]
    public async Task A_page_shows_messages_once_with_category_and_role()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=bad&category=error");
        await visitor.Get("/flash?text=good");
        var home = await visitor.Get("/en/");
        Assert.Equal(
            ["error", "message"],
            home.FindAll("main > ul#flashes:first-child > li").Select(li => li.GetAttribute("data-category"))
        );
        Assert.Equal("bad", home.Find("#flashes [role=alert]").TextContent);
        Assert.Equal("good", home.Find("#flashes [role=status]").TextContent);
        Assert.Empty((await visitor.Get("/en/")).FindAll("#flashes > *"));
    }

    [Fact]
    [Trait("Statement", "P14.6")]
    public async Task The_text_of_a_message_is_escaped()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get($"/flash?text={Uri.EscapeDataString("<img src=x onerror=alert(1)>")}");
        var home = await visitor.Get("/en/");
        Assert.Empty(home.FindAll("#flashes img"));
        Assert.Equal("<img src=x onerror=alert(1)>", home.Find("#flashes p").TextContent);
    }

    [Fact]
    [Trait("Statement", "P14.2")]
    public async Task A_fragment_appends_messages_out_of_band_and_a_reload_does_not_repeat_them()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=by%20htmx&category=info");
        var fragment = await visitor.Get("/en/", htmx: true);
        Assert.Contains(
            """<hx-partial hx-target="#flashes" hx-swap="beforeend"><li data-category="info">""",
            fragment.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<html", fragment.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await visitor.Get("/en/")).FindAll("#flashes > *"));
        Assert.DoesNotContain("hx-partial", (await visitor.Get("/en/", htmx: true)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_of_a_message_is_a_form_with_token_and_method()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=moved&undo=/en/links/7/trash");
        var home = await visitor.Get("/en/");
        var form = home.Find("#flashes form[method=post]");
        Assert.Equal("/en/links/7/trash", form.GetAttribute("action"));
        Assert.Equal("DELETE", form.QuerySelector("[name=_method]")!.GetAttribute("value"));
        Assert.NotEmpty(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!);
        Assert.Equal("Undo", form.QuerySelector("button")!.TextContent);
    }

    [Theory]
    [InlineData("en", "25 older messages were discarded.")]
    [InlineData("ar", "حُذفت 25 رسالة أقدم.")]
    public async Task The_count_of_dropped_messages_is_in_the_language_of_the_page(string language, string line)
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor(language);
        for (var i = 0; i < 45; i++) await visitor.Get($"/flash?text={i}");
        var page = await visitor.Get($"/{language}/");
        Assert.Equal(line, page.Find("#flashes p").TextContent);
        Assert.Equal(21, page.FindAll("#flashes > li").Count);
    }

    static Task<TestLibrary> Start() => TestLibrary.Start(configure: builder =>
        builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));
}
