using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>
/// Verifies that every URL has one canonical form: lower case, and a slash only at the end of the language root.
/// </summary>
public sealed class CanonicalUrlsTests(LibrariesByRoot libraries) : IClassFixture<LibrariesByRoot>
{
    [Theory]
    [InlineData("/de", "/de/")]
    [InlineData("/de?q=1&Q=%20+", "/de/?q=1&Q=%20+")]
    [InlineData("/en/Patterns", "/en/patterns")]
    [InlineData("/en/patterns/", "/en/patterns")]
    [InlineData("/en/Account/SIGN-IN/?next=/En/", "/en/account/sign-in?next=/En/")]
    [InlineData("/en/links/NEW/?url=https://A.example/B", "/en/links/new?url=https://A.example/B")]
    [InlineData("/Health?deep=1", "/health?deep=1")]
    [InlineData("/health/", "/health")]
    [InlineData("/ROBOTS.txt", "/robots.txt")]
    [InlineData("/manifest.webmanifest/", "/manifest.webmanifest")]
    [InlineData("/API/Tags/Suggest/?q=X", "/api/tags/suggest?q=X")]
    [InlineData("/Export/Links.csv", "/export/links.csv")]
    [InlineData("/CSS/Site.css", "/css/site.css")]
    [InlineData("/css/site.css/", "/css/site.css")]
    [InlineData("/en/@Walker", "/en/@walker")]
    public async Task A_non_canonical_URL_redirects_to_the_canonical_one_with_its_query(string asked, string canonical)
    {
        foreach (var (root, library) in libraries.All)
        {
            using var visitor = library.NewVisitor();
            foreach (var method in new[] { "GET", "HEAD" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), root + asked);
                var answer = await visitor.Send(request);
                Assert.Equal(
                    (HttpStatusCode.PermanentRedirect, root + canonical),
                    (answer.Status, answer.Headers.GetValueOrDefault("Location"))
                );
            }
            using var right = new HttpRequestMessage(HttpMethod.Get, root + canonical);
            Assert.NotEqual(HttpStatusCode.PermanentRedirect, (await visitor.Send(right)).Status);
        }
    }

    [Theory]
    [InlineData("/BASE/en/patterns?x=1", "/base/en/patterns?x=1")]
    [InlineData("/Base/", "/base/")]
    public async Task The_path_base_has_one_canonical_spelling(string asked, string canonical)
    {
        var library = libraries.All["/base"];
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, asked);
        var answer = await visitor.Send(request);
        Assert.Equal((HttpStatusCode.PermanentRedirect, canonical), (answer.Status, answer.Headers["Location"]));
    }

    [Theory]
    [InlineData("/EN/")]
    [InlineData("/En/patterns")]
    [InlineData("/en//patterns")]
    public async Task A_URL_with_a_different_language_case_or_double_slash_is_404(string asked)
    {
        var library = libraries.All[""];
        using var visitor = library.NewVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(asked)).Status);
    }

    [Fact]
    public async Task A_form_sent_to_a_non_canonical_URL_is_redirected_with_its_method()
    {
        var library = libraries.All[""];
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/Account/Sign-In/")
        {
            Content = new FormUrlEncodedContent([new("Form.Username", "x")]),
        };
        var answer = await visitor.Send(request);
        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, "/en/account/sign-in"),
            (answer.Status, answer.Headers["Location"])
        );
    }

    [Fact]
    public async Task A_list_has_a_canonical_link_without_unknown_parameters()
    {
        var library = libraries.All["/base"];
        using var ada = library.NewVisitor();
        await ada.Submit(
            await ada.Get("/base/en/account/sign-up"),
            "form#sign-up",
            new Dictionary<string, string?>
            {
                ["username"] = "ada1",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            }
        );
        Assert.Equal(
            Full("/base/en/@ada1?tag=x&q=y&sort=title"),
            await Canonical("/base/en/@ada1?tag=x&utm_source=a&q=y&sort=&sort=title&page=1")
        );
        Assert.Equal(Full("/base/en/links?site=a.example"), await Canonical("/base/en/links?SITE=b&site=A.example&q="));
        Assert.Equal(Full("/base/en/patterns"), await Canonical("/base/en/patterns"));

        string Full(string path) => new Uri(library.Address, path).ToString();
        async Task<string?> Canonical(string url) =>
            (await ada.Get(url)).Find("link[rel=canonical]").GetAttribute("href");
    }

    [Theory]
    [InlineData("/base/nowhere")]
    [InlineData("/base/de/nowhere")]
    [InlineData("/base/en/links?page=0")]
    public async Task Links_of_an_error_page_have_the_path_base(string url)
    {
        var library = libraries.All["/base"];
        using var visitor = library.NewVisitor();
        var page = await visitor.Get(url);
        foreach (var link in page.FindAll("a[href^='/'], link[href^='/'], script[src^='/'], form[action^='/']"))
            Assert.StartsWith(
                "/base/",
                link.GetAttribute("href") ?? link.GetAttribute("src") ?? link.GetAttribute("action"),
                StringComparison.Ordinal
            );
        Assert.NotEmpty(page.FindAll("link[rel=stylesheet]"));
    }
}
