using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Only operators of the library can open the backend.</summary>
public sealed class BackendAccessTests : IAsyncLifetime
{
    TestLibrary library = null!;
    Visitor operating = null!;
    Visitor member = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        operating = await library.SignUp("operator1");
        member = await library.SignUp("member1");
    }

    public async ValueTask DisposeAsync()
    {
        operating.Dispose();
        member.Dispose();
        await library.DisposeAsync();
    }

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
    public async Task A_revoked_operator_loses_access_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, await operating.StatusOf("/backend/en/"));
        library.InScope(scope =>
        {
            var accounts = scope.GetRequiredService<AccountStore>();
            accounts.SetOperator(library.AccountId("member1"), true);
            return accounts.SetOperator(library.AccountId("operator1"), false);
        });
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backend/en/"));
        Assert.Equal(HttpStatusCode.OK, await member.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task An_ended_session_has_no_access()
    {
        await operating.Get("/backend/en/");
        library.InScope(scope =>
        {
            scope.GetRequiredService<SessionStore>().RemoveAll(library.AccountId("operator1"));
            return 0;
        });
        Assert.Equal(HttpStatusCode.Found, await operating.StatusOf("/backend/en/"));
    }

    [Fact]
    public async Task A_session_cookie_of_another_library_has_no_access()
    {
        await using var other = await TestLibrary.Start();
        using var stranger = await other.SignUp("operator1");
        var cookie = stranger.Cookies.GetCookies(other.Address)["carafe"]!.Value;
        using var visitor = library.NewVisitor();
        visitor.Cookies.Add(library.Address, new Cookie("carafe", cookie));
        Assert.Equal(HttpStatusCode.Found, await visitor.StatusOf("/backend/en/"));
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
    public async Task Antiforgery_tokens_of_library_and_backend_are_not_interchangeable()
    {
        var here = await operating.Get("/backend/en/databases");
        var there = await operating.Get("/en/account/settings");
        var (ours, theirs) = (TokenOf(here), TokenOf(there));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/backend/en/databases", theirs, ("work", "check")));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/backend/en/databases", null, ("work", "check")));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("/en/account/theme", ours, ("theme", "dark")));
        Assert.Equal(HttpStatusCode.SeeOther, await Post("/en/account/theme", theirs, ("theme", "dark")));
        Assert.Equal(HttpStatusCode.SeeOther, await Post("/backend/en/databases", ours, ("work", "check")));
    }

    [Fact]
    public async Task The_backend_never_sets_the_session_cookie_of_the_library()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/backend/en/accounts/1");
        var answer = await operating.Send(request);
        Assert.DoesNotContain("carafe=", answer.Headers.GetValueOrDefault("Set-Cookie", ""), StringComparison.Ordinal);
        Assert.Contains("path=/backend", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
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

    static string TokenOf(Answer page) => page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;

    async Task<HttpStatusCode> Post(string url, string? token, (string, string) field)
    {
        Dictionary<string, string> fields = new() { [field.Item1] = field.Item2 };
        if (token is not null)
            fields["__RequestVerificationToken"] = token;
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        return (await operating.Send(request)).Status;
    }
}
