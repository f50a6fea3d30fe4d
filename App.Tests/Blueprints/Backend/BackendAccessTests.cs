using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Tests that only operators (administrators) can open the pages of the backend.</summary>
public sealed class BackendAccessTests : BackendLibrary
{
    [Fact]
    public async Task An_operator_can_open_every_page_in_every_language()
    {
        foreach (var language in (string[])["en", "de", "fr", "ar"])
            foreach (var page in BackendSteps.Pages)
            {
                var answer = await operating.Get($"/backend/{language}{page}");
                Assert.True(answer.Status == HttpStatusCode.OK, $"{page}: {answer.Status}");
                Assert.Equal(language, answer.Find("html").GetAttribute("lang"));
                Assert.Single(answer.FindAll("h1"));
                Assert.Contains("no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task Every_backend_URL_and_method_is_404_for_a_member()
    {
        foreach (var page in BackendSteps.Pages.Append("/nothing").Append("/Accounts"))
        {
            var answer = await member.Get($"/backend/en{page}");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.Empty(answer.FindAll("nav a, form"));
        }
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options])
        {
            using var request = new HttpRequestMessage(method, "/backend/en/databases");
            Assert.Equal(HttpStatusCode.NotFound, (await member.Send(request)).Status);
        }
    }

    [Fact]
    public async Task A_visitor_is_redirected_to_the_librarys_sign_in_and_back()
    {
        using var visitor = library.NewVisitor();
        foreach (var page in BackendSteps.Pages.Append("/nothing"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/backend/en{page}");
            var answer = await visitor.Send(request);
            Assert.Equal(HttpStatusCode.Found, answer.Status);
            Assert.Equal(
                $"/en/account/sign-in?next={Uri.EscapeDataString($"/backend/en{page}")}",
                answer.Headers["Location"]
            );
        }
        var signIn = await visitor.Get("/backend/en/accounts?q=mem");
        var back = await visitor.Submit(
            signIn,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = "operator1", ["password"] = TestLibrary.Password }
        );
        Assert.Equal("/backend/en/accounts?q=mem", back.Url.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, back.Status);
    }

    [Fact]
    public async Task The_backend_root_redirects_to_the_language_of_the_account()
    {
        Assert.Equal("/backend/en/", (await operating.Get("/backend")).Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backendx"));
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backend/en/links"));
    }

    [Fact]
    public async Task Operators_see_a_link_to_the_backend_and_members_do_not()
    {
        Assert.Single((await operating.Get("/en/links")).FindAll(".account a[href='/backend/en/']"));
        Assert.Empty((await member.Get("/en/links")).FindAll(".account a[href^='/backend']"));
        var inside = await operating.Get("/backend/de/");
        Assert.Single(inside.FindAll("header a[href='/de/links']"));
        foreach (var link in inside.FindAll("link[rel=stylesheet], script[src]"))
            Assert.Equal(
                HttpStatusCode.OK,
                await operating.StatusOf((link.GetAttribute("href") ?? link.GetAttribute("src"))!)
            );
    }

    [Fact]
    public async Task Error_pages_use_the_backend_layout()
    {
        var answer = await operating.Get("/backend/en/accounts/999");
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.NotEmpty(answer.FindAll("nav.rooms-list a"));
        Assert.Equal("/backend/en/", answer.Find(".error-page a").GetAttribute("href"));
    }

    [Fact]
    public async Task Below_a_path_base_all_backend_URLs_have_the_path_base()
    {
        await using var below = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        using var visitor = below.NewVisitor();
        var page = await visitor.Get("/carafe/en/account/sign-up?next=%2Fcarafe%2Fbackend%2Fen%2F");
        var inside = await visitor.Submit(page, "form#sign-up", new Dictionary<string, string?>
        {
            ["username"] = "operator1",
            ["password"] = TestLibrary.Password,
            ["confirm"] = TestLibrary.Password,
            ["accept"] = "true",
        });
        Assert.Equal("/carafe/backend/en/", inside.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, inside.Status);
        Assert.All(inside.FindAll("a[href^='/'], link[href^='/'], script[src]"), link =>
            Assert.StartsWith(
                "/carafe/",
                link.GetAttribute("href") ?? link.GetAttribute("src"),
                StringComparison.Ordinal
            )
        );
        Assert.Single(inside.FindAll("header a[href='/carafe/en/links']"));
    }
}
