using App.Patterns.Caching.Pages;
using App.Patterns.Flashing;
using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>Flash messages on the pages of the library.</summary>
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
    [Trait("Statement", "P14.8")]
    public async Task Pages_with_messages_vary_by_cookie_and_are_not_stored()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        Assert.Contains("Cookie", (await visitor.Get("/en/")).Headers["Vary"], StringComparison.Ordinal);
        await visitor.Get("/flash?text=hello");
        var home = await visitor.Get("/en/");
        Assert.Contains("Cookie", home.Headers["Vary"], StringComparison.Ordinal);
        Assert.Contains("no-store", home.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("HEAD", "/en/", null)]
    [InlineData("GET", "/en/", "Sec-Purpose")]
    [InlineData("GET", "/en/", "Purpose")]
    [InlineData("GET", "/en/", "X-Moz")]
    [InlineData("GET", "/en/", "HX-Preloaded")]
    [InlineData("GET", "/favicon.ico", null)]
    [InlineData("GET", "/favicon.ico", "If-None-Match")]
    [InlineData("GET", "/css/site.css", "If-None-Match")]
    [InlineData("GET", "/api/tags/suggest", null)]
    [InlineData("GET", "/api/none", null)]
    [InlineData("GET", "/en/links", null)]
    [InlineData("GET", "/en/Patterns/", null)]
    [InlineData("GET", "/robots.txt", null)]
    [InlineData("GET", "/health", null)]
    [InlineData("OPTIONS", "/en/", null)]
    [InlineData("HEAD", "/en/patterns", null)]
    [InlineData("GET", "/css/site.css", null)]
    [InlineData("GET", "/", null)]
    public async Task HEAD_prefetch_and_304_responses_do_not_consume_flash_messages(
        string method, string url, string? header)
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here");
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(
                header,
                header == "If-None-Match" ? await TagOf(visitor, url) : "prefetch;prerender"
            );
        var answer = await visitor.Send(request);
        Assert.Equal(header == "If-None-Match", answer.Status == HttpStatusCode.NotModified);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
    }

    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("/nowhere.png", "image", "image/avif,image/webp,*/*;q=0.8")]
    [InlineData("/nowhere.png", null, "image/avif,image/webp,*/*;q=0.8")]
    [InlineData("/js/app.js.map", "empty", "*/*")]
    [InlineData("/js/app.js.map", null, "*/*")]
    [InlineData("/.well-known/appspecific/com.chrome.devtools.json", "empty", "*/*")]
    [InlineData("/.well-known/security.txt", null, "text/plain")]
    [InlineData("/en/nowhere.css", "style", "text/css,*/*;q=0.1")]
    [InlineData("/en/nowhere", "script", "*/*")]
    [InlineData("/en/nowhere", "font", "*/*")]
    [InlineData("/en/nowhere", "empty", "application/json")]
    [InlineData("/en/links/7", "image", "image/*")]
    public async Task A_missing_subresource_has_no_error_page_and_does_not_consume_messages(
        string url,
        string? destination,
        string accept
    )
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here&undo=/en/links/7");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (destination is not null) request.Headers.Add("Sec-Fetch-Dest", destination);
        var answer = await visitor.Send(request);
        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("<html", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(answer.Text.Length, 0, 300);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
    }

    [Theory]
    [Trait("Statement", "P14.1")]
    [InlineData("document", "text/html,*/*;q=0.8")]
    [InlineData(null, "text/html,*/*;q=0.8")]
    [InlineData(null, null)]
    public async Task A_missing_page_shows_the_messages(string? destination, string? accept)
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=seen");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/nowhere");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (destination is not null) request.Headers.Add("Sec-Fetch-Dest", destination);
        Assert.Equal("seen", (await visitor.Send(request)).Find("#flashes p").TextContent);
        Assert.Empty((await visitor.Get("/en/")).FindAll("#flashes > *"));
    }

    [Fact]
    [Trait("Statement", "P14.1")]
    public async Task An_image_request_for_a_page_does_not_consume_messages()
    {
        await using var library = await Start();
        using var visitor = library.NewVisitor();
        await visitor.Get("/flash?text=still%20here");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/patterns");
        request.Headers.Add("Sec-Fetch-Dest", "image");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Send(request)).Status);
        Assert.Equal("still here", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
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

    [Fact]
    [Trait("Statement", "P14.8")]
    public async Task A_page_with_messages_is_never_cached_and_a_cached_page_does_not_consume_messages()
    {
        // Removes the condition that bypasses the cache while messages are waiting.
        await using var library = await TestLibrary.Start(configure: builder => builder.Services
            .PostConfigure<PageCachingOptions>(options => options.Unless = _ => false)
            .AddSingleton<IStartupFilter>(new FlashAddress()));
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        await visitor.Get("/flash?text=mine");
        Assert.Equal("mine", (await visitor.Get("/en/")).Find("#flashes p").TextContent);
        Assert.Empty((await other.Get("/en/")).FindAll("#flashes > *"));
        await visitor.Get("/flash?text=later");
        var cached = await visitor.Get("/en/");
        Assert.Contains("Age", cached.Headers.Keys);
        Assert.Empty(cached.FindAll("#flashes > *"));
        Assert.Equal("later", (await visitor.Get("/de/")).Find("#flashes p").TextContent);
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

    static async Task<string> TagOf(Visitor visitor, string url) => (await visitor.Get(url)).Headers["ETag"];

    static Task<TestLibrary> Start() => TestLibrary.Start(configure: builder =>
        builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));

    /// <summary>Adds the endpoint <c>/flash</c>, which records the message in its query.</summary>
    internal sealed class FlashAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (context.Request.Path != "/flash") return rest(context);
                var query = context.Request.Query;
                context.RequestServices.GetRequiredService<IFlashes>().Add(
                    query["text"]!,
                    query["category"].FirstOrDefault() ?? FlashCategory.Message,
                    query["undo"].FirstOrDefault() is { } url ? new FlashAction("Undo", url, "DELETE") : null);
                return Task.CompletedTask;
            });
            next(app);
        };
    }
}
