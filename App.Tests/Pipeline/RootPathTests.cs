using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

public sealed class RootPathTests
{
    [Fact]
    public async Task Without_the_path_base_only_the_icon_at_the_root_is_found()
    {
        await using var library = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        library.AddShelf("bob");
        using var visitor = library.NewVisitor();
        string[] paths =
        [
            "/", "/en/", "/en/links", "/health", "/css/site.css", "/api/tags/suggest", "/~bob/en/", "/backend/en/",
            "/carafes/en/", "/robots.txt", "/manifest.webmanifest", "/de/account/sign-in",
        ];
        foreach (var path in paths)
        {
            var answer = await visitor.Get(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.Status));
            if (!path.StartsWith("/api", StringComparison.Ordinal))
                Assert.All(
                    answer.FindAll("a[href^='/'], link[href^='/']"),
                    link => Assert.StartsWith("/carafe/", link.GetAttribute("href"), StringComparison.Ordinal));
        }
        string[] found = ["/carafe/en/", "/carafe/health", "/carafe/~bob/en/", "/favicon.ico", "/carafe/favicon.ico"];
        foreach (var path in found)
            Assert.Equal((path, HttpStatusCode.OK), (path, (await visitor.Get(path)).Status));
        using var shelf = library.VisitorOf("bob");
        Assert.Equal(HttpStatusCode.NotFound, (await shelf.Get("/en/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await shelf.Get("/carafe/en/")).Status);
    }
}
