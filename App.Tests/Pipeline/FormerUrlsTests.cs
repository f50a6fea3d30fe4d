using App.Tests.Mounts;

namespace App.Tests.Pipeline;

public sealed class FormerUrlsTests(LibrariesByRoot libraries) : IClassFixture<LibrariesByRoot>
{
    [Theory]
    [InlineData("/en/export/sheet", "/en/export/print")]
    [InlineData("/ar/export/sheet?tag=a&q=%20+&tag=b", "/ar/export/print?tag=a&q=%20+&tag=b")]
    [InlineData("/en/Export/SHEET/?Q=1", "/en/export/print?Q=1")]
    [InlineData("/fr/import/17/choices?x=1", "/fr/import/17/options?x=1")]
    [InlineData("/de/patterns/caching/answer?x=%C3%A9", "/de/patterns/caching/response?x=%C3%A9")]
    [InlineData(
        "/en/patterns/viewdecorators/kept?utm=x&colour=red",
        "/en/patterns/viewdecorators/cached?utm=x&colour=red"
    )]
    public async Task A_former_URL_redirects_to_the_current_one_for_every_method(string former, string current)
    {
        foreach (var (root, library) in libraries.All)
        {
            using var visitor = library.NewVisitor();
            foreach (var method in new[] { "GET", "HEAD", "POST", "PUT" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), root + former);
                var response = await visitor.Send(request);
                Assert.Equal(
                    (HttpStatusCode.PermanentRedirect, root + current),
                    (response.Status, response.Headers.GetValueOrDefault("Location"))
                );
            }
        }
    }

    [Theory]
    [InlineData("/en/patterns/caching/answer", "/en/patterns/caching/response")]
    [InlineData("/de/patterns/viewdecorators/kept", "/de/patterns/viewdecorators/cached")]
    public async Task The_current_URL_is_found(string former, string current)
    {
        foreach (var (root, library) in libraries.All)
        {
            using var visitor = library.NewVisitor();
            var page = await visitor.Get(root + former);
            Assert.Equal((HttpStatusCode.OK, root + current), (page.Status, page.Url.AbsolutePath));
        }
    }

    [Fact]
    public async Task A_former_URL_of_a_shelf_redirects_within_the_shelf()
    {
        foreach (var (root, library) in libraries.All)
        {
            library.AddShelf("bob");
            using var member = await library.NewVisitor().SignUpAt("bobbob", $"{root}/~bob");
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{root}/~bob/en/export/sheet?tag=a");
            var response = await member.Send(request);
            Assert.Equal(
                (HttpStatusCode.PermanentRedirect, $"{root}/~bob/en/export/print?tag=a"),
                (response.Status, response.Headers.GetValueOrDefault("Location"))
            );
            var page = await member.Get($"{root}/~bob/en/export/sheet");
            Assert.Equal((HttpStatusCode.OK, $"{root}/~bob/en/export/print"), (page.Status, page.Url.AbsolutePath));
        }
    }

    [Theory]
    [InlineData("/EN/export/sheet")]
    [InlineData("/en/export/sheets")]
    [InlineData("/en/export/sheet/1")]
    [InlineData("/en/import/x/choices")]
    [InlineData("/export/sheet")]
    public async Task A_similar_URL_is_404(string url)
    {
        foreach (var (root, library) in libraries.All)
        {
            using var visitor = library.NewVisitor();
            Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf(root + url));
        }
    }
}
