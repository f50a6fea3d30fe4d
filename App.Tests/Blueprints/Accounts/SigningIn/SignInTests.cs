using App.Blueprints.Accounts;
using App.Blueprints.Accounts.SigningIn;
using App.Tests.Testing;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts.SigningIn;

public sealed class SignInTests
{
    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE ")]
    [InlineData("ａｌｉｃｅ")]
    public async Task A_valid_name_and_password_sign_in_and_redirect_to_home(string name)
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice", "fr")).Dispose();
        using var alice = library.NewVisitor();
        var answer = await alice.SignIn(name);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("/fr/", answer.Location!.ToString());
        Assert.True(await alice.IsSignedIn());
    }

    [Fact]
    [Trait("Statement", "P11.3")]
    [Trait("Statement", "P11.4")]
    public async Task A_members_page_redirects_to_sign_in_and_back()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var alice = library.NewVisitor();
        var page = await alice.Get("/en/account/settings?a=b");
        Assert.Equal("/en/account/sign-in", page.Url.AbsolutePath);
        Assert.Equal("/en/account/settings?a=b", page.Find("form#sign-in [name=next]").GetAttribute("value"));
        Assert.DoesNotContain("?", page.Find("form#sign-in").GetAttribute("action"), StringComparison.Ordinal);
        var refused = await alice.Submit(
            page,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = "alice", ["password"] = "wrong words" }
        );
        Assert.Equal("/en/account/settings?a=b", refused.Find("form#sign-in [name=next]").GetAttribute("value"));
        var back = await alice.Submit(
            refused,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = "alice", ["password"] = TestLibrary.Password }
        );
        Assert.Equal("/en/account/settings?a=b", back.Url.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, back.Status);
    }

    [Theory]
    [Trait("Statement", "P11.4")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\r\n/evil.example")]
    public async Task A_return_URL_of_another_site_redirects_to_home(string next)
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var alice = library.NewVisitor();
        Assert.Equal("/en/", (await alice.SignIn("alice", next: next)).Location!.ToString());
        var again = new HttpRequestMessage(HttpMethod.Get, $"/en/account/sign-in?next={Uri.EscapeDataString(next)}");
        Assert.Equal("/en/", (await alice.Send(again)).Location!.ToString());
    }

    [Fact]
    [Trait("Statement", "P11.5")]
    public async Task A_form_sent_without_a_session_is_kept_on_the_sign_in_page_and_not_saved()
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var settings = await alice.Get("/en/account/settings");
        library.InScope(scope =>
        {
            scope.GetRequiredService<SessionStore>().RemoveAll(1);
            return 0;
        });
        var page = await alice.Submit(
            settings,
            "form#settings",
            new Dictionary<string, string?> { ["theme"] = "dark" }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains(
            "dark",
            page.FindAll("form#sign-in input[type=hidden]").Select(field => field.GetAttribute("value"))
        );
        Assert.Equal("auto", library.InScope(scope => scope.GetRequiredService<AccountStore>().Find(1))!.Theme);
    }

    [Fact]
    [Trait("Statement", "P11.6")]
    public async Task An_htmx_request_without_a_session_redirects_to_sign_in()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/account/settings");
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Current-URL", new Uri(library.Address, "/en/links?q=x").ToString());
        var answer = await visitor.Send(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("/en/account/sign-in?next=%2Fen%2Flinks%3Fq%3Dx", answer.Headers["HX-Redirect"]);
        Assert.Contains("HX-Request", answer.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_htmx_sign_in_loads_a_full_page_and_shows_the_form_again_after_an_error()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        using var alice = library.NewVisitor();
        var fields = new Dictionary<string, string?> { ["username"] = "alice", ["password"] = "wrong words" };
        var wrong = await alice.Submit(await alice.Get("/en/account/sign-in"), "form#sign-in", fields, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.DoesNotContain("<html", wrong.Text, StringComparison.OrdinalIgnoreCase);
        fields["password"] = TestLibrary.Password;
        var right = await alice.Submit(wrong, "form#sign-in", fields, htmx: true);
        Assert.Equal(HttpStatusCode.OK, right.Status);
        Assert.Equal("/en/", right.Headers["HX-Redirect"]);
        Assert.True(await alice.IsSignedIn());
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_response_with_the_same_hashing_work()
    {
        var hasher = new CountingHasher();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher)
        );
        (await library.SignUp("alice")).Dispose();
        using var visitor = library.NewVisitor();
        var before = hasher.Checks;
        var wrong = await visitor.SignIn("alice", "wrong words");
        var afterWrong = hasher.Checks;
        var unknown = await visitor.SignIn("nobody", "wrong words");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal(wrong.Find("[role=alert]").TextContent, unknown.Find("[role=alert]").TextContent);
        Assert.Equal(1, afterWrong - before);
        Assert.Equal(1, hasher.Checks - afterWrong);
    }

    [Fact]
    public async Task Composed_and_decomposed_forms_of_a_password_are_equal()
    {
        await using var library = await TestLibrary.Start();
        Assert.Null(
            library.InScope(scope => scope.GetRequiredService<AccountCommands>().Add("alice", "caf\u00e9 cr\u00e8me"))
        );
        using var alice = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice", "cafe\u0301 cre\u0300me")).Status);
    }

    [Fact]
    public async Task A_password_hash_with_few_iterations_is_rehashed_at_sign_in()
    {
        await using var library = await TestLibrary.Start();
        var weak = new PasswordHasher<Account>(
            Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 100 })
        );
        var hash = weak.HashPassword(null!, TestLibrary.Password);
        library.InScope(scope =>
            scope.GetRequiredService<AccountStore>().Add("alice", hash, "en", DateTimeOffset.UtcNow)
        );
        using var alice = library.NewVisitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await alice.SignIn("alice")).Status);
        Assert.NotEqual(
            hash,
            library.InScope(scope => scope.GetRequiredService<AccountStore>().Find("alice"))!.PasswordHash
        );
    }

    sealed class CountingHasher : IPasswordHasher<Account>
    {
        readonly PasswordHasher<Account> inner = new();

        public int Checks { get; private set; }

        public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(
            Account user,
            string hashedPassword,
            string providedPassword
        )
        {
            Checks++;
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
