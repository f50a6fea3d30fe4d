using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class FaviconDemoTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    const string Chapter = "/en/patterns/favicon";

    [Theory]
    [InlineData("GET", "/favicon.ico", "None", "200 OK", true)]
    [InlineData("HEAD", "/favicon.ico", "None", "200 OK", false)]
    [InlineData("GET", "/favicon.ico", "This", "304 Not Modified", false)]
    [InlineData("GET", "/favicon.ico", "Other", "200 OK", true)]
    [InlineData("POST", "/favicon.ico", "None", "405 Method Not Allowed", false)]
    [InlineData("GET", "/wiki/favicon.ico", "None", "404 Not Found", false)]
    [InlineData("BREW", "/etc/passwd", "None", "200 OK", true)]
    [InlineData("GET", "/favicon.ico", "99", "200 OK", true)]
    public async Task The_demo_responds_like_the_real_favicon_URL(
        string method,
        string address,
        string knows,
        string status,
        bool hasBody
    )
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        foreach (var htmx in new[] { false, true })
        {
            var form = await visitor.Get(Chapter);
            var response = await visitor.Submit(form, "#icon-demo", new Dictionary<string, string?>
            {
                ["method"] = method,
                ["address"] = address,
                ["knows"] = knows,
            }, htmx);
            Assert.Equal(!htmx, response.FindAll("h1").Count == 1);
            var shown = response.Find("#icon-response").TextContent;
            Assert.Contains(status, shown, StringComparison.Ordinal);
            Assert.Equal(hasBody, shown.Contains("00 00 01 00", StringComparison.Ordinal));
            if (hasBody) Assert.Contains("Content-Type: image/vnd.microsoft.icon", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task All_image_sizes_of_the_icon_file_are_listed_and_exist()
    {
        var library = shared.Library;
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(Chapter);
        Assert.Equal(
            ["16", "32", "48", "60"],
            page.FindAll(".icon-sizes img").Select(image => image.GetAttribute("width")!)
        );
        foreach (var image in page.FindAll(".icon-sizes img"))
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get(image.GetAttribute("src")!)).Status);
        Assert.Empty(page.FindAll("#icon-response"));
    }
}
