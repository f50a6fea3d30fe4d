using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Patterns.Favicon;

/// <summary>
/// Verifies the site's icons and the other files that clients request by themselves, such as robots.txt.
/// </summary>
public sealed class LibraryIconTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Statement", "P18.1")]
    public async Task Pages_link_their_icons_and_every_icon_exists()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var home = await visitor.Get("/en/");
        Assert.Equal(["image/x-icon", "image/svg+xml", "image/png", "application/manifest+json"], await Task.WhenAll(
            home.FindAll("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]")
                .Select(async link => (await visitor.Get(link.GetAttribute("href")!)).Headers["Content-Type"])));
        var icon = await visitor.Http.GetByteArrayAsync(home.Find("link[rel=icon]").GetAttribute("href")!, Cancelled);
        Assert.Equal((2, 16, 32), (icon[4], icon[6], icon[22]));
    }

    [Theory]
    [Trait("Statement", "P18.1")]
    [InlineData("/apple-touch-icon.png")]
    [InlineData("/apple-touch-icon-precomposed.png")]
    public async Task Touch_icons_are_served_at_the_root(string url)
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var answer = await visitor.Http.GetAsync(url, Cancelled);
        Assert.Equal(
            (HttpStatusCode.OK, "image/png"),
            (answer.StatusCode, answer.Content.Headers.ContentType!.ToString())
        );
        Assert.Equal(
            [0x89, (byte)'P', (byte)'N', (byte)'G'],
            (await answer.Content.ReadAsByteArrayAsync(Cancelled))[..4]
        );
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    [Trait("Statement", "P18.2")]
    public async Task The_icon_needs_no_sign_in_and_sets_no_cookie()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        visitor.Cookies.Add(library.Address, new Cookie("carafe", "expired"));
        using var answer = await visitor.Http.GetAsync("/favicon.ico", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/vnd.microsoft.icon", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([0, 0, 1, 0], (await answer.Content.ReadAsByteArrayAsync(Cancelled))[..4]);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    [Trait("Statement", "P18.3")]
    public async Task Below_a_path_base_the_icon_stays_at_the_root_and_the_links_get_the_path_base()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/favicon.ico")).Status);
        var home = await visitor.Get("/carafe/en/");
        Assert.All(home.FindAll("link[href], script[src], use"), element =>
            Assert.StartsWith(
                "/carafe/",
                (element.GetAttribute("href") ?? element.GetAttribute("src"))!.Replace(
                    library.Address.ToString().TrimEnd('/'),
                    "",
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Equal("/carafe/", home.Find("html").GetAttribute("data-root"));
    }

    [Fact]
    [Trait("Statement", "P18.4")]
    public async Task The_manifest_has_name_start_URL_and_existing_icons()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = library.NewVisitor();
        using var manifest = JsonDocument.Parse((await visitor.Get("/carafe/manifest.webmanifest")).Text);
        Assert.Equal("Carafe", manifest.RootElement.GetProperty("name").GetString());
        Assert.Equal("/carafe/", manifest.RootElement.GetProperty("start_url").GetString());
        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(icon.GetProperty("src").GetString()!)).Status);
    }

    [Fact]
    public async Task Robots_txt_disallows_private_paths()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var robots = await visitor.Get("/robots.txt");
        Assert.StartsWith("text/plain", robots.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Disallow: /api/\n", robots.Text, StringComparison.Ordinal);
    }
}
