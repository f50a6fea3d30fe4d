using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Home;

public sealed class HomeTests
{
    [Fact]
    public async Task The_home_page_is_in_the_language_of_the_browser_with_stylesheet_and_script()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor("de");
        var home = await visitor.Get("/");
        Assert.Equal("/de/", home.Url.AbsolutePath);
        var css = home.Find("link[rel=stylesheet]").GetAttribute("href")!;
        Assert.Matches(@"^/css/site\..+\.css$", css);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(css)).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/lib/htmx/htmx.min.js")).Status);
    }
}
